package org.bidseal.verifier;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.verifier.Chain.Entry;
import org.bidseal.verifier.finding.Fault;
import org.bidseal.verifier.finding.Finding;
import org.bidseal.verifier.finding.Findings;
import org.bidseal.verifier.json.JsonException;
import org.bidseal.verifier.json.MalformedException;
import org.bidseal.verifier.json.Part;
import org.bidseal.verifier.trust.Timestamps;

/// Reads the entries one after another: each must be possible after those before it. No bid after
/// the deadline that was in force, none opened before the opening time, none opened that gave way.
final class History {
  private final Receipts receipts;
  private final ClientReports reports;
  private final EventLocks locks;
  private final Policies policies;
  private final Timestamps timestamps;
  private final Findings findings;
  private final Map<UUID, Bid> bids = new LinkedHashMap<>();
  private Instant deadline = Instant.MAX;
  private Instant opensAt = Instant.MAX;
  private Duration window = Duration.ZERO;
  private String title = "";

  History(Receipts receipts, EventLocks locks, Timestamps timestamps, Findings findings) {
    this.locks = locks;
    this.policies = new Policies(findings);
    this.receipts = receipts;
    this.reports = new ClientReports(findings);
    this.timestamps = timestamps;
    this.findings = findings;
  }

  void read(List<Entry> entries) {
    for (Entry entry : entries) {
      try {
        read(entry);
      } catch (MalformedException | JsonException e) {
        findings.fault(entry.place(), Fault.MALFORMED, e.getMessage());
      }
    }
    checkOneBidEach();
    bids.values().stream()
        .filter(bid -> bid.timestamp() == null)
        .forEach(bid ->
            findings.notice(
                new Finding.Place.Entry(bid.entry(), "BID_SEALED"),
                Fault.RECEIPT_NOT_TIMESTAMPED,
                ""));
  }

  /// Of the bids that nobody took back, no two have a bidder in common.
  private void checkOneBidEach() {
    Map<UUID, Bid> first = new HashMap<>();
    bids.values().stream()
        .filter(bid -> bid.leftIn() == 0)
        .forEach(bid -> checkOneBidEach(bid, first));
  }

  private void checkOneBidEach(Bid bid, Map<UUID, Bid> first) {
    for (UUID bidder : bid.sealed().bidders()) {
      Bid other = first.putIfAbsent(bidder, bid);
      if (other != null && other.entry() != bid.entry()) {
        findings.fault(
            new Finding.Place.Entry(bid.entry(), "BID_SEALED"), Fault.BIDDER_TWICE, other.entry());
        return;
      }
    }
  }

  Map<UUID, Bid> bids() {
    return bids;
  }

  /// Name of the opening, tender, lot and stage.
  String title() {
    return title;
  }

  Instant deadline() {
    return deadline;
  }

  Instant opensAt() {
    return opensAt;
  }

  private void read(Entry entry) {
    Part payload = entry.payload();
    switch (entry.kind()) {
      case "OPENING_REGISTERED" -> registered(entry, payload);
      case "OPENING_RESCHEDULED" -> rescheduled(entry, payload);
      case "WINDOW_EXTENDED" -> window = window.plusMinutes(payload.whole("minutes"));
      case "LOCK_READY" -> locks.ready(entry);
      case "LOCK_RELEASED" -> locks.released(entry, opensAt);
      case "LOCK_WAIVED" -> locks.waived(entry);
      case "BID_LOCK_WAIVED" ->
          known(entry).ifPresent(bid -> locks.bidWaived(entry, bid.sealed().headerSm3()));
      case "BID_SEALED" -> sealed(entry);
      case "RECEIPT_TIMESTAMPED" -> timestamped(entry);
      case "BID_SUPERSEDED" -> superseded(entry);
      case "KEY_SHARE_GIVEN" -> shareGiven(entry);
      case "BID_DECRYPTED" -> decrypted(entry);
      case "DECRYPTION_FAILED" -> failed(entry);
      case "BID_RETRACTED" -> retracted(entry);
      case "BID_OPENED_BY_FALLBACK" -> openedByFallback(entry);
      case "BID_JUDGED" -> judged(entry);
      case "TENDER_CHANGED" -> payload.id("changeId");
      case "BID_CONFIRMED" -> known(entry);
      case "BID_REPORTED" -> reported(entry);
      case "OPENING_ENDED" -> ended(entry, payload);
      case "OPENING_CONCLUDED" -> payload.whole("notOpened");
      default -> findings.notice(entry.place(), Fault.UNKNOWN_KIND, "");
    }
  }

  private void registered(Entry entry, Part payload) {
    if (entry.sequence() != 1) {
      findings.fault(entry.place(), Fault.ENTRY_OUT_OF_PLACE, entry.sequence());
    }
    if (!payload.id("openingId").equals(entry.openingId())) {
      findings.fault(entry.place(), Fault.ENTRY_OF_OTHER_OPENING, payload.id("openingId"));
    }
    policies.registered(payload);
    deadline = payload.time("deadline");
    opensAt = payload.time("opensAt");
    window = Duration.ofMinutes(payload.whole("windowMinutes"));
    title = payload.text("name") + ", " + payload.text("tenderId") + " / " + payload.text("lotId");
    if (payload.has("stage")) {
      title += " / " + payload.text("stage");
    }
  }

  private void rescheduled(Entry entry, Part payload) {
    if (!payload.time("previousDeadline").equals(deadline)
        || !payload.time("previousOpensAt").equals(opensAt)) {
      findings.fault(entry.place(), Fault.TIMES_CONTRADICT, deadline + ", " + opensAt);
    }
    deadline = payload.time("deadline");
    opensAt = payload.time("opensAt");
  }

  private void ended(Entry entry, Part payload) {
    Instant end = opensAt.plus(window);
    if (!payload.time("windowEndsAt").equals(end) || entry.time().isBefore(end)) {
      findings.fault(entry.place(), Fault.TIMES_CONTRADICT, end);
    }
  }

  private void sealed(Entry entry) {
    UUID envelopeId = entry.payload().id("envelopeId");
    Receipts.Sealed sealed = receipts.check(entry);
    if (!sealed.sealedAt().isBefore(deadline)) {
      findings.fault(entry.place(), Fault.SEALED_TOO_LATE, deadline);
    }
    policies.sealed(entry, sealed.threshold());
    Bid before = bids.putIfAbsent(envelopeId, Bid.sealed(envelopeId, entry.sequence(), sealed));
    if (before != null) {
      findings.fault(entry.place(), Fault.SEALED_TWICE, before.entry());
    }
  }

  private void timestamped(Entry entry) {
    known(entry)
        .ifPresent(bid ->
            timestamps
                .check(entry.place(), entry.payload().base64("token"), bid.sealed().signatureSm3())
                .ifPresent(at -> bids.put(bid.envelopeId(), bid.timestamped(at))));
  }

  private void superseded(Entry entry) {
    UUID successor = entry.payload().id("successor");
    if (!bids.containsKey(successor)) {
      findings.fault(entry.place(), Fault.BID_UNKNOWN, successor);
    }
    left(entry, "SUPERSEDED");
  }

  private void retracted(Entry entry) {
    if (!entry.payload().time("retractedAt").isBefore(deadline)) {
      findings.fault(entry.place(), Fault.RETRACTED_TOO_LATE, deadline);
    }
    left(entry, "RETRACTED");
  }

  private void left(Entry entry, String state) {
    unopened(entry).ifPresent(bid -> bids.put(bid.envelopeId(), bid.left(entry.sequence(), state)));
  }

  private void decrypted(Entry entry) {
    locks.decrypted(entry);
    Instant at = entry.payload().time("decryptedAt");
    if (at.isBefore(opensAt) || entry.time().isBefore(opensAt)) {
      findings.fault(entry.place(), Fault.OPENED_TOO_EARLY, opensAt);
    }
    String treeKey = entry.payload().hash("treeKey").hex();
    unopened(entry)
        .ifPresent(bid -> {
          policies.decrypted(entry, bid.sealed().threshold());
          bids.put(bid.envelopeId(), bid.opened(entry.sequence(), treeKey));
        });
  }

  /// A recipient of a bid that several open together gave his share; whether the bid opened, the
  /// entries after it say.
  private void shareGiven(Entry entry) {
    Part payload = entry.payload();
    if (payload.part("attempt").time("startedAt").isBefore(opensAt)
        || entry.time().isBefore(opensAt)) {
      findings.fault(entry.place(), Fault.OPENED_TOO_EARLY, opensAt);
    }
    payload.whole("given");
    payload.whole("threshold");
    unopened(entry).ifPresent(bid -> policies.given(entry, bid.sealed().threshold()));
  }

  /// The bidder handed in the file itself; whoever has it checks it under the tree key.
  private void openedByFallback(Entry entry) {
    Part payload = entry.payload();
    if (payload.time("openedAt").isBefore(opensAt) || entry.time().isBefore(opensAt)) {
      findings.fault(entry.place(), Fault.OPENED_TOO_EARLY, opensAt);
    }
    String treeKey = entry.payload().hash("treeKey").hex();
    unopened(entry)
        .ifPresent(
            bid -> bids.put(bid.envelopeId(), bid.openedByFallback(entry.sequence(), treeKey)));
  }

  private void reported(Entry entry) {
    known(entry).ifPresent(_ -> reports.check(entry));
  }

  private void judged(Entry entry) {
    String outcome = entry.payload().text("outcome");
    unopened(entry).ifPresent(bid -> bids.put(bid.envelopeId(), bid.in(outcome)));
  }

  private void failed(Entry entry) {
    String reason = entry.payload().text("reason");
    unopened(entry).ifPresent(bid -> bids.put(bid.envelopeId(), bid.in(reason)));
  }

  /// The entry's bid, which must have been sealed.
  private Optional<Bid> known(Entry entry) {
    UUID envelopeId = entry.payload().id("envelopeId");
    Optional<Bid> bid = Optional.ofNullable(bids.get(envelopeId));
    if (bid.isEmpty()) {
      findings.fault(entry.place(), Fault.BID_UNKNOWN, envelopeId);
    }
    return bid;
  }

  /// The same, and it must still have been waiting for its opening.
  private Optional<Bid> unopened(Entry entry) {
    Optional<Bid> bid = known(entry);
    bid.filter(one -> one.leftIn() > 0)
        .ifPresent(one -> findings.fault(entry.place(), Fault.BID_LEFT, one.leftIn()));
    bid.filter(one -> one.openedIn() > 0)
        .ifPresent(one -> findings.fault(entry.place(), Fault.OPENED_TWICE, one.openedIn()));
    return bid;
  }
}
