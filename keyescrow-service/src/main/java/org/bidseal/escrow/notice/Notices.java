package org.bidseal.escrow.notice;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.bidseal.identityview.Persons;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Tells people, and remembers what each of their devices has shown. A notice is written in the
/// transaction of what it tells, and announced as `org.bidseal.escrow.person-notified.v1`.
@Service
public class Notices {
  private static final String TYPE = "org.bidseal.escrow.person-notified.v1";
  private static final int PAGE = 100;

  private final NoticeRepository rows;
  private final Persons persons;
  private final Outbox outbox;

  Notices(NoticeRepository rows, Persons persons, Outbox outbox) {
    this.rows = rows;
    this.persons = persons;
    this.outbox = outbox;
  }

  /// What somebody is told.
  ///
  /// @param subject the backup or recovery that it is about; null if it is about the key
  public record Notice(UUID personId, NoticeKind kind, UUID keyId, @Nullable UUID subject) {
    /// The same for several people.
    public static Stream<Notice> to(
        Set<UUID> personIds, NoticeKind kind, UUID keyId, @Nullable UUID subject) {
      return personIds.stream().map(person -> new Notice(person, kind, keyId, subject));
    }
  }

  /// Content of `person-notified`.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PersonNotified(
      UUID personId,
      long number,
      NoticeKind kind,
      UUID keyId,
      @Nullable UUID subject,
      Instant raisedAt) {}

  /// Writes the notices, in the caller's transaction. People's counters are locked in one order, so
  /// that two who tell the same people cannot wait for each other.
  public Mono<Void> tell(Stream<Notice> notices) {
    return Flux.fromStream(notices.sorted(Comparator.comparing(Notice::personId)))
        .concatMap(this::tell)
        .then();
  }

  private Mono<Void> tell(Notice notice) {
    return rows.insert(notice)
        .flatMap(numbered ->
            outbox.add(
                TYPE,
                notice.personId(),
                new PersonNotified(
                    notice.personId(),
                    numbered.number(),
                    notice.kind(),
                    notice.keyId(),
                    notice.subject(),
                    numbered.raisedAt())));
  }

  Mono<NoticeView.Page> page(UUID personId, long since, @Nullable UUID deviceId) {
    Mono<NoticeView.Page> page =
        rows.after(personId, since, PAGE).collectList().map(found -> page(found, since));
    return deviceId == null
        ? page
        : page.zipWith(
            rows.mark(personId, deviceId).defaultIfEmpty(0L),
            (notices, mark) -> new NoticeView.Page(notices.notices(), notices.next(), mark));
  }

  private static NoticeView.Page page(List<NoticeView> found, long since) {
    return new NoticeView.Page(found, found.isEmpty() ? since : found.getLast().number(), null);
  }

  /// Moves a device's mark forward; the result is the mark that holds from now on.
  Mono<Long> mark(UUID personId, UUID deviceId, long readUpTo) {
    return persons
        .ownsDevice(personId, deviceId)
        .filter(Boolean::booleanValue)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(CommonProblem.NOT_FOUND, "There is no such device of yours.")))
        .flatMap(_ -> rows.setMark(personId, deviceId, readUpTo));
  }
}
