package org.bidseal.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.lock.LockPurpose;
import org.bidseal.smcrypto.lock.LockStatement;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.verifier.Chain.Entry;
import org.bidseal.verifier.finding.Fault;
import org.bidseal.verifier.finding.Findings;
import org.bidseal.verifier.json.Json;
import org.bidseal.verifier.json.MalformedException;
import org.bidseal.verifier.json.Part;
import org.bidseal.verifier.trust.Authorities;

/// Checks what an opening's committee and its bidders signed about its event lock
/// (docs/event-lock.md), and that no bid was decrypted before the lock was released.
final class EventLocks {
  private static final int SHARE_FIELD = 5;

  private final Authorities authorities;
  private final Findings findings;
  private final Set<UUID> members = new HashSet<>();
  private long threshold;
  private boolean held;

  EventLocks(Authorities authorities, Findings findings) {
    this.authorities = authorities;
    this.findings = findings;
  }

  /// LOCK_READY: all members confirmed this very key.
  void ready(Entry entry) {
    Part lock = entry.payload();
    members.clear();
    threshold = lock.whole("threshold");
    held = true;
    for (Json each : lock.items("members")) {
      Part member = Part.of(lock.name() + ".members", each);
      members.add(member.id("personId"));
      Part statement = member.part("statement");
      List<byte[]> fields = Statement.fields(statement, statement.base64("bytes"));
      if (fields.size() <= SHARE_FIELD || fields.get(SHARE_FIELD).length != Sm3Hash.BYTES) {
        findings.fault(entry.place(), Fault.LOCK_FOREIGN);
      } else {
        check(
            entry,
            statement,
            LockStatement.confirmation(
                lock.id("lockId"),
                entry.openingId(),
                lock.hash("transcriptSm3"),
                PointGate.decodeHex(lock.text("lockKey")),
                Sm3Hash.ofBytes(fields.get(SHARE_FIELD))));
      }
    }
  }

  /// LOCK_RELEASED: as many members as it takes, for the opening time in force.
  void released(Entry entry, Instant opensAt) {
    if (entry.time().isBefore(opensAt)) {
      findings.fault(entry.place(), Fault.OPENED_TOO_EARLY, opensAt);
    }
    LockStatement expected =
        LockStatement.release(
            LockPurpose.EVENT, entry.payload().id("lockId"), entry.openingId(), opensAt);
    Set<UUID> signers = new HashSet<>();
    for (Part statement : statements(entry)) {
      if (expected.matches(statement.base64("bytes"))
          && members.contains(statement.id("personId"))) {
        check(entry, statement, expected);
        signers.add(statement.id("personId"));
      }
    }
    if (signers.size() < threshold) {
      findings.fault(entry.place(), Fault.LOCK_SIGNERS_TOO_FEW, threshold);
    }
    held = false;
  }

  /// LOCK_WAIVED: all members who are left.
  void waived(Entry entry) {
    Part lock = entry.payload();
    String reason = lock.text("reason");
    Set<UUID> left = new HashSet<>(members);
    left.removeAll(Set.copyOf(lock.idsIfAny("lost")));
    LockStatement expected =
        LockStatement.waiver(lock.id("lockId"), entry.openingId(), reason, null);
    for (Part statement : statements(entry)) {
      check(entry, statement, expected);
      left.remove(statement.id("personId"));
    }
    if (!left.isEmpty()) {
      findings.fault(entry.place(), Fault.LOCK_SIGNERS_TOO_FEW, left.size());
    }
  }

  /// BID_LOCK_WAIVED: the bidder of this very bid.
  void bidWaived(Entry entry, Sm3Hash headerSm3) {
    Part statement = entry.payload().part("statement");
    List<byte[]> fields = Statement.fields(statement, statement.base64("bytes"));
    String said = fields.size() > 3 ? new String(fields.get(3), UTF_8) : "";
    check(
        entry,
        statement,
        LockStatement.waiver(entry.payload().id("lockId"), entry.openingId(), said, headerSm3));
  }

  /// A bid was decrypted.
  void decrypted(Entry entry) {
    if (held) {
      findings.fault(entry.place(), Fault.LOCK_NOT_RELEASED);
    }
  }

  private static List<Part> statements(Entry entry) {
    return entry.payload().items("statements").stream()
        .map(each -> Part.of(entry.payload().name() + ".statements", each))
        .toList();
  }

  private void check(Entry entry, Part statement, LockStatement expected) {
    byte[] bytes = statement.base64("bytes");
    if (!expected.matches(bytes)) {
      findings.fault(entry.place(), Fault.LOCK_FOREIGN);
      return;
    }
    X509Certificate certificate = statement.certificate("certificate");
    if (!verifies(statement, certificate, bytes)) {
      findings.fault(entry.place(), Fault.LOCK_SIGNATURE_WRONG);
    }
    Instant at = Statement.time(statement, Statement.fields(statement, bytes).getLast());
    authorities.check(entry.place(), certificate, List.of(), at);
  }

  private static boolean verifies(Part statement, X509Certificate certificate, byte[] bytes) {
    try {
      return Sm2Verifier.verifyMessage(
          Sm2Certificates.publicKey(certificate),
          bytes,
          Sm2Signature.ofDer(statement.base64("signature")));
    } catch (IllegalArgumentException _) {
      throw new MalformedException(statement.name(), "has no SM2 key or signature");
    }
  }
}
