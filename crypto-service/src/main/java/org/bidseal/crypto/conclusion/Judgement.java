package org.bidseal.crypto.conclusion;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.bidseal.crypto.timeline.FactKind;
import org.bidseal.crypto.timeline.SignedReport;
import org.bidseal.crypto.timeline.TimelineEntry;
import org.bidseal.smcrypto.device.ReportKind;
import org.jspecify.annotations.Nullable;

/// Finds why a bid is not open, from its timeline. The rules, the first that applies:
///
/// 1. a decryption failed: its failure says why, since whoever got that far has done his part;
/// 2. otherwise the last obstacle within the window counts: a refused attempt, an error on this
///    side, an outage of a tenth of the window or more;
/// 3. otherwise a session that somebody scanned or let expire, and that came to nothing;
/// 4. nobody tried: the platform moved the opening less than an hour before it was to be; or all
///    certificates are revoked; or somebody tried only after the window; or nobody came.
///
/// A client's report never outranks a fact. Where the verdict would rest on there being none
/// (nobody came, or gave up, or too few gave their shares), a report that arrived within the window
/// leaves it to the platform, unless it speaks against its own bidder (a refused PIN), or the
/// phone's time that it was signed with is not of this window: before it began, or after the report
/// arrived. Its basis names the outages that the report falls into, which count for the platform's
/// decision, and for nothing without it: that this service was away is known to everybody
/// afterwards. The same goes for requests whose connection was lost.
public final class Judgement {
  private static final Duration LATE = Duration.ofHours(1);
  private static final int NOTABLE_PART = 10;

  /// How far a phone's clock may be off.
  private static final Duration SKEW = Duration.ofMinutes(5);

  private Judgement() {}

  /// The frame of an opening that facts are seen in.
  ///
  /// @param opensAt begin of the window
  /// @param endsAt its end, exclusive, with all extensions
  public record Window(Instant opensAt, Instant endsAt) {
    boolean holds(Instant at) {
      return !at.isBefore(opensAt) && at.isBefore(endsAt);
    }

    boolean isNotable(Duration outage) {
      return outage.multipliedBy(NOTABLE_PART).compareTo(Duration.between(opensAt, endsAt)) >= 0;
    }
  }

  /// Why the bid is not open.
  ///
  /// @param facts of the bid and of its opening, in the order of their times
  /// @param certificatesRevoked whether every recipient's certificate is
  public static Finding find(
      List<TimelineEntry> facts, Window window, boolean certificatesRevoked) {
    Finding finding = findWithoutReports(facts, window, certificatesRevoked);
    boolean restsOnAbsence =
        switch (finding.reason()) {
          case NEVER_CAME, GAVE_UP, SHARES_MISSING -> true;
          default -> false;
        };
    List<TimelineEntry> reports = facts.stream().filter(e -> speaks(e, window)).toList();
    if (!restsOnAbsence || reports.isEmpty()) {
      return finding;
    }
    Stream<TimelineEntry> beside =
        facts.stream().filter(e -> reports.stream().anyMatch(report -> agrees(report, e)));
    return of(Reason.REPORT_ONLY, Stream.concat(reports.stream(), beside).toList());
  }

  /// Whether a report can stand for an attempt of which this service knows nothing. One from before
  /// devices had keys has nothing but the time at which it arrived.
  private static boolean speaks(TimelineEntry entry, Window window) {
    SignedReport signed = entry.report();
    return entry.kind().isReport()
        && window.holds(entry.at())
        && (signed == null
            || (signed.kind() != ReportKind.PIN_REFUSED
                && entry.claimedAt() != null
                && !entry.claimedAt().isBefore(window.opensAt().minus(SKEW))
                && !entry.claimedAt().isAfter(entry.at().plus(SKEW))));
  }

  /// Whether this service saw something of what is reported, by the phone's clock.
  private static boolean agrees(TimelineEntry report, TimelineEntry fact) {
    Instant claimed = report.claimedAt();
    if (report.report() == null || claimed == null) {
      return false;
    }
    return switch (fact.kind()) {
      case OUTAGE -> isAround(claimed, fact.at().minus(length(fact)), fact.at());
      case REQUEST_CUT -> isAround(claimed, fact.at(), fact.at());
      default -> false;
    };
  }

  private static boolean isAround(Instant claimed, Instant from, Instant until) {
    return !claimed.isBefore(from.minus(SKEW)) && !claimed.isAfter(until.plus(SKEW));
  }

  private static Duration length(TimelineEntry outage) {
    return Duration.ofSeconds(Long.parseLong(String.valueOf(outage.detail())));
  }

  private static Finding findWithoutReports(
      List<TimelineEntry> facts, Window window, boolean certificatesRevoked) {
    return last(facts, FactKind.FAILED)
        .map(failed -> of(failure(String.valueOf(failed.detail())), List.of(failed)))
        .or(() -> lastWithin(facts, window, Judgement::obstacle))
        .or(() -> lastWithin(facts, window, Judgement::beginning))
        .orElseGet(() -> absence(facts, certificatesRevoked));
  }

  private static Optional<Finding> lastWithin(
      List<TimelineEntry> facts,
      Window window,
      BiFunction<TimelineEntry, Window, Optional<Reason>> reason) {
    return facts.stream()
        .filter(entry -> window.holds(entry.at()))
        .flatMap(entry -> reason.apply(entry, window).map(why -> of(why, List.of(entry))).stream())
        .reduce((_, later) -> later);
  }

  /// Why a bid is not open yet, by its latest obstacle alone; empty if it is none.
  public static Optional<Reason> soFar(FactKind kind, @Nullable String detail) {
    return switch (kind) {
      case FAILED -> Optional.of(failure(String.valueOf(detail)));
      case ATTEMPT_REFUSED -> refusal(String.valueOf(detail));
      case SERVICE_ERROR, SESSION_FAILED -> Optional.of(Reason.SERVICE_ERROR);
      case SHARES_CONTRADICT ->
          Optional.of("SERVER".equals(detail) ? Reason.SEALED_WRONGLY_HERE : Reason.SEALED_WRONGLY);
      // A connection that was lost speaks for neither side: anybody can pull a plug.
      case REQUEST_CUT ->
          "DEADLINE".equals(detail) ? Optional.of(Reason.SERVICE_ERROR) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Reason> beginning(TimelineEntry entry, Window window) {
    return switch (entry.kind()) {
      case SESSION_CONFIRMED, SESSION_REJECTED, SESSION_EXPIRED ->
          "DECRYPT".equals(entry.detail()) ? Optional.of(Reason.GAVE_UP) : Optional.empty();
      case KEY_OPENED -> Optional.of(Reason.GAVE_UP);
      case SHARE_GIVEN -> Optional.of(Reason.SHARES_MISSING);
      default -> Optional.empty();
    };
  }

  private static Optional<Reason> obstacle(TimelineEntry entry, Window window) {
    return switch (entry.kind()) {
      case ATTEMPT_REFUSED, SERVICE_ERROR, SESSION_FAILED, REQUEST_CUT, SHARES_CONTRADICT ->
          soFar(entry.kind(), entry.detail());
      case OUTAGE ->
          window.isNotable(length(entry)) ? Optional.of(Reason.OUTAGE) : Optional.empty();
      default -> Optional.empty();
    };
  }

  /// Why an attempt that was refused with this problem came to nothing.
  private static Optional<Reason> refusal(String problem) {
    return switch (problem) {
      case "OPENING_NOT_OPEN", "DECRYPTION_WINDOW_CLOSED", "OPENING_CONCLUDED" -> Optional.empty();
      case "WRONG_PIN_OR_PROOF" -> Optional.of(Reason.WRONG_PIN);
      case "BID_NOT_CONFIRMED" -> Optional.of(Reason.UNCONFIRMED);
      case "LOCK_NOT_RELEASED" -> Optional.of(Reason.LOCK_NOT_RELEASED);
      case "SESSION_NOT_CONFIRMED" -> Optional.of(Reason.GAVE_UP);
      case "KEY_LOCKED", "KEY_QUARANTINED", "STALE_SHARE" -> Optional.of(Reason.KEY_BLOCKED);
      case "WRONG_FILE_KEY",
          "WRONG_KEY_SHARE",
          "NOT_A_RECIPIENT",
          "NOT_THE_KEY_OWNER",
          "HOLDING_NOT_FOUND",
          "KEY_USAGE_FORBIDS",
          "INVALID_POINT",
          "FALLBACK_NOT_MATCHING" ->
          Optional.of(Reason.WRONG_KEY);
      default -> Optional.of(Reason.UNCLEAR);
    };
  }

  private static Reason failure(String failure) {
    return switch (failure) {
      case "TREE_ROOT_MISMATCH" -> Reason.NOT_AS_DESCRIBED;
      case "CONTENT_TAMPERED" -> Reason.CONTENT_TAMPERED;
      case "CONTENT_CHANGED" -> Reason.CONTENT_CHANGED;
      case "CONTENT_NEVER_GOOD" -> Reason.SEALED_WRONGLY;
      case "CONTENT_SEALED_BADLY_HERE" -> Reason.SEALED_WRONGLY_HERE;
      default -> Reason.STORAGE_FAILED;
    };
  }

  private static Finding absence(List<TimelineEntry> facts, boolean certificatesRevoked) {
    Optional<TimelineEntry> late =
        facts.stream()
            .filter(entry -> entry.kind() == FactKind.ATTEMPT_REFUSED)
            .filter(entry -> "DECRYPTION_WINDOW_CLOSED".equals(entry.detail()))
            .findFirst();
    Optional<TimelineEntry> moved =
        last(facts, FactKind.RESCHEDULED)
            .filter(entry -> entry.at().isAfter(previousOpening(entry).minus(LATE)));
    if (moved.isPresent()) {
      return of(Reason.RESCHEDULED_LATE, List.of(moved.get()));
    }
    if (certificatesRevoked) {
      return of(Reason.CERTIFICATES_REVOKED, List.of());
    }
    return late.map(entry -> of(Reason.TOO_LATE, List.of(entry)))
        .orElseGet(() -> of(Reason.NEVER_CAME, List.of()));
  }

  /// The detail of a rescheduling begins with the opening time that it moved.
  private static Instant previousOpening(TimelineEntry rescheduled) {
    String detail = String.valueOf(rescheduled.detail());
    return Instant.parse(detail.substring(0, detail.indexOf(' ')));
  }

  private static Optional<TimelineEntry> last(List<TimelineEntry> facts, FactKind kind) {
    return facts.stream().filter(entry -> entry.kind() == kind).reduce((_, later) -> later);
  }

  private static Finding of(Reason reason, List<TimelineEntry> basis) {
    return new Finding(reason, basis.stream().map(TimelineEntry::entryId).toList());
  }
}
