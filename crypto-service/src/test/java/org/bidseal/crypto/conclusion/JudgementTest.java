package org.bidseal.crypto.conclusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bidseal.crypto.timeline.FactKind.ATTEMPT_REFUSED;
import static org.bidseal.crypto.timeline.FactKind.FAILED;
import static org.bidseal.crypto.timeline.FactKind.KEY_OPENED;
import static org.bidseal.crypto.timeline.FactKind.OUTAGE;
import static org.bidseal.crypto.timeline.FactKind.REPORTED;
import static org.bidseal.crypto.timeline.FactKind.REQUEST_CUT;
import static org.bidseal.crypto.timeline.FactKind.RESCHEDULED;
import static org.bidseal.crypto.timeline.FactKind.SERVICE_ERROR;
import static org.bidseal.crypto.timeline.FactKind.SESSION_CONFIRMED;
import static org.bidseal.crypto.timeline.FactKind.SESSION_EXPIRED;
import static org.bidseal.crypto.timeline.FactKind.SHARES_CONTRADICT;
import static org.bidseal.crypto.timeline.FactKind.SHARE_GIVEN;
import static org.bidseal.smcrypto.device.ReportKind.NETWORK;
import static org.bidseal.smcrypto.device.ReportKind.PIN_REFUSED;
import static org.bidseal.smcrypto.device.ReportKind.SERVICE_REFUSED;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.conclusion.Judgement.Window;
import org.bidseal.crypto.envelope.Envelope.Outcome;
import org.bidseal.crypto.timeline.FactKind;
import org.bidseal.crypto.timeline.SignedReport;
import org.bidseal.crypto.timeline.TimelineEntry;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.device.ReportKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Which facts decide what.
class JudgementTest {
  private static final Instant OPENS = Instant.parse("2026-11-22T09:00:00Z");
  private static final Window HOUR = new Window(OPENS, OPENS.plus(Duration.ofHours(1)));

  @Test
  void whoNeverComesHasWithdrawn() {
    Finding finding = find();
    assertThat(finding.reason()).isEqualTo(Reason.NEVER_CAME);
    assertThat(finding.fault()).isEqualTo(Fault.BIDDER);
    assertThat(finding.outcome()).contains(Outcome.WITHDRAWN);
    assertThat(finding.basis()).isEmpty();
  }

  @Test
  void aReportAgainstNoFactsIsForThePlatformToJudge() {
    TimelineEntry report = at(5, REPORTED, "no network in the hall");
    Finding finding = find(report);
    assertThat(finding.reason()).isEqualTo(Reason.REPORT_ONLY);
    assertThat(finding.outcome()).isEmpty();
    assertThat(finding.basis()).containsExactly(report.entryId());
  }

  @Test
  void aReportNeverOutranksAFact() {
    assertThat(find(at(5, ATTEMPT_REFUSED, "WRONG_PIN_OR_PROOF"), at(6, REPORTED, "the server")))
        .extracting(Finding::reason)
        .isEqualTo(Reason.WRONG_PIN);
    assertThat(find(at(5, FAILED, "TREE_ROOT_MISMATCH"), at(6, REPORTED, "the server")))
        .extracting(Finding::reason)
        .isEqualTo(Reason.NOT_AS_DESCRIBED);
  }

  @Test
  void aReportThatArrivesAfterTheWindowIsTooLate() {
    assertThat(find(at(61, REPORTED, "no network")))
        .extracting(Finding::reason)
        .isEqualTo(Reason.NEVER_CAME);
  }

  @Test
  void aSignedReportCountsOnlyIfItsClockIsOfTheWindow() {
    assertThat(find(signed(30, 29, NETWORK)).reason()).isEqualTo(Reason.REPORT_ONLY);
    assertThat(find(signed(30, 34, NETWORK)).reason()).isEqualTo(Reason.REPORT_ONLY);
    assertThat(find(signed(30, -4, SERVICE_REFUSED)).reason()).isEqualTo(Reason.REPORT_ONLY);
    assertThat(find(signed(30, -6, SERVICE_REFUSED)).reason()).isEqualTo(Reason.NEVER_CAME);
    assertThat(find(signed(30, 36, NETWORK)).reason()).isEqualTo(Reason.NEVER_CAME);
    assertThat(find(signed(61, 59, NETWORK)).reason()).isEqualTo(Reason.NEVER_CAME);
  }

  @Test
  void whoReportsThatHisPinWasRefusedDoesNotSpeakForHimself() {
    assertThat(find(signed(5, 5, PIN_REFUSED)).reason()).isEqualTo(Reason.NEVER_CAME);
    assertThat(find(at(4, SESSION_CONFIRMED, "DECRYPT"), signed(5, 5, PIN_REFUSED)).fault())
        .isEqualTo(Fault.BIDDER);
  }

  @Test
  void theOutageThatASignedReportFallsIntoIsShownAndDecidesNothing() {
    TimelineEntry brief = at(20, OUTAGE, "120");
    TimelineEntry report = signed(22, 19, NETWORK);
    Finding finding = find(brief, report);
    assertThat(finding.reason()).isEqualTo(Reason.REPORT_ONLY);
    assertThat(finding.outcome()).isEmpty();
    assertThat(finding.basis()).containsExactly(report.entryId(), brief.entryId());
    TimelineEntry elsewhere = signed(45, 44, NETWORK);
    assertThat(find(brief, elsewhere).basis()).containsExactly(elsewhere.entryId());
  }

  @Test
  void aRequestThatThisServiceGaveUpIsItsFaultAndALostConnectionNobodys() {
    assertThat(find(at(5, REQUEST_CUT, "DEADLINE")).fault()).isEqualTo(Fault.CENTRE);
    TimelineEntry lost = at(5, REQUEST_CUT, "CONNECTION");
    assertThat(find(lost).reason()).isEqualTo(Reason.NEVER_CAME);
    TimelineEntry report = signed(6, 5, NETWORK);
    assertThat(find(lost, report).basis()).containsExactly(report.entryId(), lost.entryId());
  }

  @Test
  void sharesThatAreTooFewAreTheBiddersAndThoseThatContradictTheSealersFault() {
    TimelineEntry given = at(5, SHARE_GIVEN, "1 of 2");
    assertThat(find(given).reason()).isEqualTo(Reason.SHARES_MISSING);
    assertThat(find(given, signed(6, 5, NETWORK)).reason()).isEqualTo(Reason.REPORT_ONLY);
    assertThat(find(given, at(6, SHARES_CONTRADICT, "BIDDER")).fault()).isEqualTo(Fault.BIDDER);
    assertThat(find(given, at(6, SHARES_CONTRADICT, "SERVER")).fault()).isEqualTo(Fault.CENTRE);
  }

  @Test
  void theLastObstacleDecides() {
    TimelineEntry wrongPin = at(5, ATTEMPT_REFUSED, "WRONG_PIN_OR_PROOF");
    TimelineEntry error = at(6, SERVICE_ERROR, "UPSTREAM_UNAVAILABLE");
    Finding ofCentre = find(wrongPin, error);
    assertThat(ofCentre.fault()).isEqualTo(Fault.CENTRE);
    assertThat(ofCentre.outcome()).contains(Outcome.RECALLED);
    assertThat(ofCentre.basis()).containsExactly(error.entryId());
    assertThat(find(error, at(7, ATTEMPT_REFUSED, "KEY_LOCKED")).reason())
        .isEqualTo(Reason.KEY_BLOCKED);
  }

  @Test
  void aCodeThatExpiresAfterAnErrorOfTheCentreChangesNothing() {
    assertThat(find(at(5, SERVICE_ERROR, "INTERNAL"), at(9, SESSION_EXPIRED, "DECRYPT")).fault())
        .isEqualTo(Fault.CENTRE);
  }

  @Test
  void sessionsForOtherThingsCountForNothing() {
    assertThat(find(at(5, SESSION_EXPIRED, "ENCRYPT")).reason()).isEqualTo(Reason.NEVER_CAME);
  }

  @Test
  void aRefusalThatSpeaksForNeitherSideIsForThePlatformToJudge() {
    Finding finding = find(at(5, ATTEMPT_REFUSED, "CONFLICT"));
    assertThat(finding.reason()).isEqualTo(Reason.UNCLEAR);
    assertThat(finding.outcome()).isEmpty();
    assertThat(find(at(5, ATTEMPT_REFUSED, "NOT_A_RECIPIENT")).fault()).isEqualTo(Fault.BIDDER);
  }

  @Test
  void whoStopsHalfwayGaveUp() {
    assertThat(find(at(5, SESSION_CONFIRMED, "DECRYPT"), at(6, KEY_OPENED, null)).reason())
        .isEqualTo(Reason.GAVE_UP);
  }

  @Test
  void anOutageCountsFromATenthOfTheWindowOn() {
    assertThat(find(at(50, OUTAGE, "359")).reason()).isEqualTo(Reason.NEVER_CAME);
    assertThat(find(at(50, OUTAGE, "360")).reason()).isEqualTo(Reason.OUTAGE);
    assertThat(find(at(50, OUTAGE, "360"), at(55, ATTEMPT_REFUSED, "WRONG_PIN_OR_PROOF")).fault())
        .isEqualTo(Fault.BIDDER);
  }

  @Test
  void aStoreThatFailsIsTheCentresFaultWhateverCameBefore() {
    assertThat(find(at(5, FAILED, "STORAGE_FAILED"), at(8, ATTEMPT_REFUSED, "KEY_LOCKED")).fault())
        .isEqualTo(Fault.CENTRE);
    assertThat(find(at(5, FAILED, "CONTENT_TAMPERED")).outcome()).isEmpty();
    assertThat(find(at(5, FAILED, "CONTENT_CHANGED")).fault()).isEqualTo(Fault.CENTRE);
    assertThat(find(at(5, FAILED, "CONTENT_SEALED_BADLY_HERE")).fault()).isEqualTo(Fault.CENTRE);
    assertThat(find(at(5, FAILED, "CONTENT_NEVER_GOOD")).fault()).isEqualTo(Fault.BIDDER);
  }

  @Test
  void anAttemptBeforeTheOpeningIsNoObstacleAndOneAfterItIsTooLate() {
    assertThat(find(at(-3, ATTEMPT_REFUSED, "OPENING_NOT_OPEN")).reason())
        .isEqualTo(Reason.NEVER_CAME);
    assertThat(find(at(62, ATTEMPT_REFUSED, "DECRYPTION_WINDOW_CLOSED")).reason())
        .isEqualTo(Reason.TOO_LATE);
  }

  @Test
  void anOpeningThatMovedInTheLastHourIsThePlatformsFaultIfNobodyCame() {
    Instant before = OPENS.minus(Duration.ofMinutes(30));
    String detail = before + " -> " + OPENS + ": rain";
    Finding late = find(at(-45, RESCHEDULED, detail));
    assertThat(late.fault()).isEqualTo(Fault.PLATFORM);
    assertThat(late.outcome()).contains(Outcome.RECALLED);
    assertThat(find(at(-91, RESCHEDULED, detail)).fault()).isEqualTo(Fault.BIDDER);
    assertThat(find(at(-45, RESCHEDULED, detail), at(3, ATTEMPT_REFUSED, "KEY_LOCKED")).fault())
        .isEqualTo(Fault.BIDDER);
  }

  @Test
  void whoRevokedAllHisCertificatesHasWithdrawn() {
    assertThat(Judgement.find(List.of(), HOUR, true).reason())
        .isEqualTo(Reason.CERTIFICATES_REVOKED);
  }

  private static Finding find(TimelineEntry... facts) {
    return Judgement.find(Arrays.asList(facts), HOUR, false);
  }

  private static TimelineEntry at(int minute, FactKind kind, @Nullable String detail) {
    return new TimelineEntry(
        UUID.randomUUID(),
        UUID.randomUUID(),
        OPENS.plus(Duration.ofMinutes(minute)),
        kind,
        detail,
        null,
        null,
        null,
        null,
        null);
  }

  /// A report that arrived at a minute and that the phone's clock puts at another.
  private static TimelineEntry signed(int minute, int claimed, ReportKind kind) {
    return new TimelineEntry(
        UUID.randomUUID(),
        UUID.randomUUID(),
        OPENS.plus(Duration.ofMinutes(minute)),
        REPORTED,
        "text",
        UUID.randomUUID(),
        null,
        UUID.randomUUID(),
        OPENS.plus(Duration.ofMinutes(claimed)),
        new SignedReport(kind, "AA==", "AA==", Point.G));
  }
}
