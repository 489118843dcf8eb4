package org.bidseal.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.lock.LockPurpose;
import org.bidseal.smcrypto.lock.LockStatement;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.x509.CertificateContent;
import org.bidseal.smcrypto.x509.CertificateIssuer;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.verifier.Chain.Entry;
import org.bidseal.verifier.finding.Fault;
import org.bidseal.verifier.finding.Finding;
import org.bidseal.verifier.finding.Findings;
import org.bidseal.verifier.json.JsonReader;
import org.bidseal.verifier.json.Part;
import org.bidseal.verifier.trust.Authorities;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.Test;

/// What a committee signed, and what may be wrong with it.
class EventLocksTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant OPENS_AT = Instant.parse("2026-11-22T08:00:00Z");
  private static final X500Name NAME = new X500Name("CN=authority");
  private static final Sm3Hash NOTHING = Sm3Hash.ofBytes(new byte[Sm3Hash.BYTES]);

  private final UUID lockId = UUID.randomUUID();
  private final UUID openingId = UUID.randomUUID();
  private final Sm2KeyPair lockKey = Sm2KeyPair.generate(RANDOM);
  private final Sm3Hash transcript = Sm3Hash.of(new byte[] {7});
  private final Sm2KeyPair authority = Sm2KeyPair.generate(RANDOM);
  private final X509Certificate root = rootCertificate();
  private final List<Member> committee = List.of(new Member(), new Member(), new Member());
  private final Findings findings = new Findings();
  private final EventLocks locks =
      new EventLocks(new Authorities(List.of(root), List.of(), findings), findings);

  private final class Member {
    final UUID personId = UUID.randomUUID();
    final Sm2KeyPair key = Sm2KeyPair.generate(RANDOM);

    String signs(LockStatement statement) {
      return signs(statement.bytes(OPENS_AT.plusSeconds(60)), key);
    }

    String signs(byte[] bytes, Sm2KeyPair with) {
      return "{\"personId\":\"%s\",\"bytes\":\"%s\",\"signature\":\"%s\",\"certificate\":\"%s\"}"
          .formatted(
              personId,
              base64(bytes),
              base64(with.signMessage(bytes, RANDOM).der()),
              base64(Sm2Certificates.encoded(certificate(key))));
    }
  }

  @Test
  void aGenuineLockHasNoFault() {
    ready();
    locks.released(released(OPENS_AT, 2), OPENS_AT);
    locks.decrypted(entry("BID_DECRYPTED", "{}", OPENS_AT.plusSeconds(9)));
    assertThat(faults()).isEmpty();
  }

  @Test
  void aBidDecryptedBeforeTheReleaseIsAFault() {
    ready();
    locks.decrypted(entry("BID_DECRYPTED", "{}", OPENS_AT.plusSeconds(9)));
    assertThat(faults()).containsExactly(Fault.LOCK_NOT_RELEASED);
  }

  @Test
  void aReleaseNeedsAsManyMembersAsTheThreshold() {
    ready();
    locks.released(released(OPENS_AT, 1), OPENS_AT);
    assertThat(faults()).containsExactly(Fault.LOCK_SIGNERS_TOO_FEW);
  }

  @Test
  void aReleaseForAnotherTimeCountsForNothing() {
    ready();
    locks.released(released(OPENS_AT.minusSeconds(600), 3), OPENS_AT);
    assertThat(faults()).containsExactly(Fault.LOCK_SIGNERS_TOO_FEW);
  }

  @Test
  void aStrangersSignatureIsFound() {
    ready();
    byte[] bytes = release(OPENS_AT).bytes(OPENS_AT.plusSeconds(60));
    String forged = committee.getFirst().signs(bytes, Sm2KeyPair.generate(RANDOM));
    String genuine = committee.getLast().signs(release(OPENS_AT));
    locks.released(statements("LOCK_RELEASED", "", List.of(forged, genuine)), OPENS_AT);
    assertThat(faults()).containsExactly(Fault.LOCK_SIGNATURE_WRONG);
  }

  @Test
  void aConfirmationOfAnotherKeyIsFound() {
    List<String> members = members(Sm2KeyPair.generate(RANDOM));
    locks.ready(readyEntry(members));
    assertThat(faults())
        .containsExactly(Fault.LOCK_FOREIGN, Fault.LOCK_FOREIGN, Fault.LOCK_FOREIGN);
  }

  @Test
  void aWaiverNeedsEverybodyWhoIsLeft() {
    ready();
    LockStatement waiver = LockStatement.waiver(lockId, openingId, "ill", null);
    String lost = "\"reason\":\"ill\",\"lost\":[\"" + committee.getLast().personId + "\"],";
    List<String> signed = List.of(committee.get(0).signs(waiver), committee.get(1).signs(waiver));
    locks.waived(statements("LOCK_WAIVED", lost, signed));
    assertThat(faults()).isEmpty();
    locks.waived(statements("LOCK_WAIVED", lost, signed.subList(0, 1)));
    assertThat(faults()).containsExactly(Fault.LOCK_SIGNERS_TOO_FEW);
  }

  @Test
  void aBiddersWaiverIsForHisBidOnly() {
    ready();
    Sm3Hash header = Sm3Hash.of(new byte[] {1});
    String signed =
        committee.getFirst().signs(LockStatement.waiver(lockId, openingId, "ill", header));
    Entry entry =
        entry(
            "BID_LOCK_WAIVED",
            "{\"lockId\":\"" + lockId + "\",\"statement\":" + signed + "}",
            OPENS_AT.plusSeconds(60));
    locks.bidWaived(entry, header);
    assertThat(faults()).isEmpty();
    locks.bidWaived(entry, Sm3Hash.of(new byte[] {2}));
    assertThat(faults()).containsExactly(Fault.LOCK_FOREIGN);
  }

  private void ready() {
    locks.ready(readyEntry(members(lockKey)));
  }

  private List<String> members(Sm2KeyPair confirmed) {
    LockStatement confirmation =
        LockStatement.confirmation(
            lockId, openingId, transcript, confirmed.publicKey(), Sm3Hash.of(new byte[] {9}));
    List<String> members = new ArrayList<>();
    for (Member member : committee) {
      members.add(
          "{\"personId\":\"%s\",\"statement\":%s}"
              .formatted(member.personId, member.signs(confirmation)));
    }
    return members;
  }

  private Entry readyEntry(List<String> members) {
    return entry(
        "LOCK_READY",
        "{\"lockId\":\"%s\",\"threshold\":2,\"lockKey\":\"%s\",\"transcriptSm3\":\"%s\",\"members\":[%s]}"
            .formatted(
                lockId, lockKey.publicKey().hex(), transcript.hex(), String.join(",", members)),
        OPENS_AT.minusSeconds(3600));
  }

  private LockStatement release(Instant opensAt) {
    return LockStatement.release(LockPurpose.EVENT, lockId, openingId, opensAt);
  }

  private Entry released(Instant opensAt, int signers) {
    return statements(
        "LOCK_RELEASED",
        "",
        committee.subList(0, signers).stream()
            .map(member -> member.signs(release(opensAt)))
            .toList());
  }

  private Entry statements(String kind, String more, List<String> statements) {
    return entry(
        kind,
        "{\"lockId\":\"%s\",%s\"statements\":[%s]}"
            .formatted(lockId, more, String.join(",", statements)),
        OPENS_AT.plusSeconds(120));
  }

  private Entry entry(String kind, String payload, Instant time) {
    return new Entry(
        2,
        kind,
        openingId,
        time,
        Part.of("entry 2", JsonReader.read(payload)),
        NOTHING,
        NOTHING,
        true);
  }

  private List<Fault> faults() {
    return findings.faults().stream().map(Finding::fault).collect(Collectors.toList());
  }

  private X509Certificate rootCertificate() {
    return issued(
        CertificateContent.authority(
            BigInteger.ONE,
            NAME,
            authority.publicKey(),
            OPENS_AT.minusSeconds(86_400),
            OPENS_AT.plusSeconds(86_400),
            0));
  }

  private X509Certificate certificate(Sm2KeyPair holder) {
    return issued(
        CertificateContent.endEntity(
            BigInteger.TWO,
            new X500Name("CN=member"),
            holder.publicKey(),
            OPENS_AT.minusSeconds(86_400),
            OPENS_AT.plusSeconds(86_400),
            CertificateContent.SIGNING));
  }

  private X509Certificate issued(CertificateContent content) {
    return new CertificateIssuer(NAME, authority.publicKey(), authority.signatureFunction(RANDOM))
        .issue(content);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
