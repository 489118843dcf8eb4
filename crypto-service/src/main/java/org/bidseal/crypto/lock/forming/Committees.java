package org.bidseal.crypto.lock.forming;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.lock.CommitteeLock;
import org.bidseal.crypto.lock.LockDesk;
import org.bidseal.crypto.lock.LockState;
import org.bidseal.crypto.lock.LockView;
import org.bidseal.crypto.lock.Locks;
import org.bidseal.crypto.lock.Seat;
import org.bidseal.crypto.lock.forming.FormingRequests.FormLock;
import org.bidseal.crypto.lock.forming.FormingRequests.MemberWish;
import org.bidseal.crypto.lock.news.LockNews;
import org.bidseal.crypto.opening.Opening;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.LockProblem;
import org.bidseal.identityview.CertificateView;
import org.bidseal.identityview.Certificates;
import org.bidseal.identityview.KeyUsage;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.smcrypto.lock.LockPurpose;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Puts committees together. Runs in the caller's transaction.
@Service
class Committees {
  private static final String SEALED =
      """
      select exists (select 1 from envelope
                      where opening_id = :opening
                        and state not in ('DRAFT', 'ADDRESSED', 'DESCRIBED')) as sealed
      """;

  private final Openings openings;
  private final Certificates certificates;
  private final Locks locks;
  private final LockDesk desk;
  private final LockNews news;
  private final DatabaseClient database;
  private final CryptoScheduler crypto;
  private final Ids ids;

  Committees(
      Openings openings,
      Certificates certificates,
      Locks locks,
      LockDesk desk,
      LockNews news,
      DatabaseClient database,
      CryptoScheduler crypto,
      Ids ids) {
    this.openings = openings;
    this.certificates = certificates;
    this.locks = locks;
    this.desk = desk;
    this.news = news;
    this.database = database;
    this.crypto = crypto;
    this.ids = ids;
  }

  /// Begins a lock. One that bids are to be sealed under takes the place of the one before, as long
  /// as no bid is sealed: that is how a member is replaced.
  Mono<LockView> form(UUID openingId, Tenant tenant, FormLock wish) {
    return openings
        .lock(openingId, tenant)
        .doOnNext(Committees::checkRequired)
        .delayUntil(read -> checkTime(read, wish.purpose()))
        .flatMap(read -> begin(read.opening(), read.now(), wish))
        .delayUntil(locks::insert)
        .delayUntil(news::begun)
        .flatMap(lock -> desk.show(openingId, lock.lockId(), tenant));
  }

  private static void checkRequired(OpeningNow read) {
    if (!read.opening().eventLock()) {
      throw new ProblemException(
          LockProblem.LOCK_NOT_REQUIRED,
          "Opening " + read.opening().openingId() + " was registered without an event lock.");
    }
  }

  private Mono<Void> checkTime(OpeningNow read, LockPurpose purpose) {
    if (purpose == LockPurpose.DRILL) {
      return read.opening().hasOpenedAt(read.now())
          ? Mono.error(Openings.concluded(read))
          : Mono.empty();
    }
    if (!read.opening().takesBidsAt(read.now())) {
      return Mono.error(Openings.deadlinePassed());
    }
    return database
        .sql(SEALED)
        .bind("opening", read.opening().openingId())
        .mapValue(Boolean.class)
        .one()
        .filter(sealed -> !sealed)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    LockProblem.LOCK_IN_USE, "A bid is sealed under the opening's lock.")))
        .then();
  }

  private Mono<CommitteeLock> begin(Opening opening, Instant now, FormLock wish) {
    return Flux.fromIterable(wish.members())
        .map(MemberWish::certificateId)
        .distinct()
        .concatMap(certificates::find)
        .collectMap(CertificateView::certificateId)
        .map(known -> seats(wish, known, now))
        .flatMap(seats -> crypto.run(() -> checked(lock(opening, now, wish, seats))));
  }

  private static List<Seat> seats(FormLock wish, Map<UUID, CertificateView> known, Instant now) {
    List<Seat> seats = new ArrayList<>();
    for (MemberWish member : wish.members()) {
      CertificateView certificate = known.get(member.certificateId());
      UUID enterprise = certificate == null ? null : certificate.enterpriseId();
      if (certificate == null
          || enterprise == null
          || certificate.usage() != KeyUsage.ENCRYPTION
          || !certificate.inForceAt(now)) {
        throw notValid(
            "No encryption certificate in force of an enterprise: " + member.certificateId());
      }
      seats.add(
          new Seat(
              seats.size() + 1,
              certificate.personId(),
              enterprise,
              member.role(),
              certificate.certificateId(),
              certificate.keyId(),
              certificate.certificateBase64(),
              null,
              null,
              null,
              null,
              false));
    }
    return seats;
  }

  private CommitteeLock lock(Opening opening, Instant now, FormLock wish, List<Seat> seats) {
    return new CommitteeLock(
        ids.next(),
        opening.openingId(),
        opening.platformId(),
        wish.purpose(),
        LockState.FORMING,
        wish.threshold(),
        now,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        seats);
  }

  private static CommitteeLock checked(CommitteeLock lock) {
    try {
      lock.terms();
    } catch (IllegalArgumentException e) {
      throw notValid(String.valueOf(e.getMessage()));
    }
    return lock;
  }

  private static ProblemException notValid(String detail) {
    return new ProblemException(LockProblem.COMMITTEE_NOT_VALID, detail);
  }
}
