package org.bidseal.crypto.hall;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.conclusion.Fault;
import org.bidseal.crypto.conclusion.Finding;
import org.bidseal.crypto.conclusion.Reason;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.timeline.FactKind;
import org.bidseal.crypto.timeline.SignedReport;
import org.bidseal.crypto.timeline.TimelineEntry;
import org.bidseal.smcrypto.device.ReportKind;
import org.jspecify.annotations.Nullable;

/// All that happened to a bid, as the API shows it to its platform and its bidder.
///
/// @param finding why it is not open, by what is known now; absent before the opening's time and
///   once it is open
record TimelineView(
    UUID envelopeId,
    UUID openingId,
    Envelope.State state,
    Instant serverTime,
    List<EntryView> entries,
    @Nullable FindingView finding) {

  /// One entry.
  ///
  /// @param source SERVER for what this service observed, CLIENT for what somebody reports
  /// @param at the database's time; of a report, when it arrived
  /// @param detail by kind: a problem, a failure, a session's purpose, a report's text
  /// @param ofOpening whether it concerns all bids of the opening
  /// @param claimedAt of a report: what the client's clock said
  /// @param signed of a report: what everybody needs to check it; absent for reports from before
  ///   devices had keys
  record EntryView(
      UUID entryId,
      Source source,
      Instant at,
      FactKind kind,
      @Nullable String detail,
      boolean ofOpening,
      @Nullable UUID personId,
      @Nullable UUID sessionId,
      @Nullable UUID deviceId,
      @Nullable Instant claimedAt,
      @Nullable SignedReportView signed) {

    static EntryView of(TimelineEntry entry) {
      return new EntryView(
          entry.entryId(),
          entry.kind().isReport() ? Source.CLIENT : Source.SERVER,
          entry.at(),
          entry.kind(),
          entry.detail(),
          entry.envelopeId() == null,
          entry.personId(),
          entry.sessionId(),
          entry.deviceId(),
          entry.claimedAt(),
          SignedReportView.of(entry.report()));
    }
  }

  /// What a device signed.
  ///
  /// @param statement base64 of the canonical bytes (docs/bid-envelope.md)
  /// @param signature base64 of SM2 with SM3 over them, DER
  /// @param deviceKey the device's public key, 65 bytes in hex
  record SignedReportView(ReportKind kind, String statement, String signature, String deviceKey) {
    static @Nullable SignedReportView of(@Nullable SignedReport report) {
      return report == null
          ? null
          : new SignedReportView(
              report.kind(), report.statement(), report.signature(), report.deviceKey().hex());
    }
  }

  enum Source {
    SERVER,
    CLIENT
  }

  /// What the timeline says of a bid that is not open.
  ///
  /// @param outcome what it would count as; absent if the platform must decide
  /// @param basis the entries that this rests on; empty if it rests on there being none
  record FindingView(
      Reason reason, Fault fault, Envelope.@Nullable Outcome outcome, List<UUID> basis) {
    static FindingView of(Finding finding) {
      return new FindingView(
          finding.reason(), finding.fault(), finding.outcome().orElse(null), finding.basis());
    }
  }
}
