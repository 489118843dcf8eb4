package org.bidseal.crypto.bidlife;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.device.ReportKind;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.x509.CertificateContent;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.verifier.Verdict;
import org.bidseal.verifier.Verifier;
import org.bidseal.verifier.finding.Language;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Records of real openings, judged by the verifier, which knows nothing of this service. With
/// `-Dbidseal.record.update=true` the first one becomes the test vector of docs/opening-record.md.
class OpeningRecordTest extends BidTest {
  private static final Path VECTOR = Path.of("../libs/record-verifier/src/test/resources/record");
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private Path folder;

  @Test
  void aWholeOpeningVerifies() throws IOException {
    Bidder first = bidder();
    Bidder second = bidder();
    Bidder third = bidder();
    for (Bidder bidder : List.of(first, second, third)) {
      backUp(bidder);
    }
    UUID opening = opening();
    Prepared changed = prepared(opening, 100, first);
    Prepared bid = prepared(opening, 2000, first);
    Prepared large = prepared(opening, 1024 * 1024 + 17, second);
    Prepared shut = prepared(opening, 300, third);
    Instant deadline = Instant.now().plusSeconds(20);
    reschedule(opening, deadline);
    seal(changed, first);
    seal(bid, first);
    seal(large, second);
    seal(shut, third);
    reschedule(opening, deadline.plusSeconds(1));
    third.report(shut.id(), ReportKind.NETWORK, Instant.now(), "No signal 无信号").expect(201);
    byte[] record = openAll(opening, first, bid.draft(), second, large.draft());

    Map<UUID, Path> plaintexts = Map.of(bid.id(), keep(bid), large.id(), keep(large));
    Verdict verdict = Verifier.verify(record, roots(), plaintexts);

    assertThat(verdict.faults(Language.ENGLISH)).isEmpty();
    assertThat(verdict.notices(Language.ENGLISH)).isEmpty();
    assertThat(verdict.report(Language.ENGLISH))
        .contains(changed.id() + "  SUPERSEDED", bid.id() + "  DECRYPTED")
        .contains(shut.id() + "  SEALED", "whole and genuine");
    assertThat(Verifier.verify(record, roots(), Map.of(bid.id(), keep(large))).isGood()).isFalse();
    assertThat(Verifier.verify(record, roots(), Map.of(shut.id(), keep(shut))).isGood()).isFalse();
    forge(record);
    if (Boolean.getBoolean("bidseal.record.update")) {
      Files.write(VECTOR.resolve("opening-record.json"), record);
      Files.write(VECTOR.resolve("plaintext"), bid.draft().file());
      Files.write(VECTOR.resolve("root.der"), Sm2Certificates.encoded(roots().getFirst()));
    }
  }

  @Test
  void everybodyGetsTheSameRecordUntilSomethingHappens() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(100, bidder);
    Awaiting.until(
        "the receipt's timestamp",
        () ->
            holds(
                "select timestamp_token is not null from receipt where envelope_id = :id",
                draft.envelopeId()));
    open(draft.openingId());
    String path = "/openings/" + draft.openingId() + "/record";

    byte[] once = platform.get(path).body();
    assertThat(bidder.api().get(path).body()).isEqualTo(once);

    decrypt(draft, bidder);
    JsonNode later = record(draft.openingId());
    assertThat(later.path("entries").size())
        .isEqualTo(Api.JSON.readTree(once).path("entries").size() + 1);
  }

  @Test
  void theEndIsWrittenDownOnce() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(100, bidder);
    move(draft.openingId(), "-120 minutes", "-120 minutes");

    record(draft.openingId());
    JsonNode entries = record(draft.openingId()).path("entries");

    assertThat(entries.valueStream().filter(e -> e.path("kind").asString().equals("OPENING_ENDED")))
        .hasSize(1);
    assertThat(entries.path(entries.size() - 1).path("kind").asString()).isEqualTo("OPENING_ENDED");
  }

  @Test
  void withoutATimestampThereIsNoRecordYet() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(100, bidder);
    open(draft.openingId());
    String path = "/openings/" + draft.openingId() + "/record";
    Neighbours.get().giveTimestamps(false);
    try {
      assertThat(platform.get(path).problem(503)).isEqualTo("record-not-ready");
    } finally {
      Neighbours.get().giveTimestamps(true);
    }
    assertThat(platform.get(path).status()).isEqualTo(200);
  }

  /// A bid that needs nothing more than its signature.
  private record Prepared(Draft draft, Sm2Signature signature) {
    UUID id() {
      return draft.envelopeId();
    }
  }

  private Prepared prepared(UUID opening, int size, Bidder bidder) {
    Draft draft = draft(opening, bidder, size, "BIDDER");
    upload(draft, describe(draft, address(draft, bidder)).content()).expect(200);
    return new Prepared(draft, bidder.coSign(draft.envelopeId(), draft.sessionId()));
  }

  private static void seal(Prepared bid, Bidder bidder) {
    bidder.sign(bid.id(), bid.draft().sessionId(), bid.signature()).expect(200);
  }

  private void reschedule(UUID opening, Instant deadline) {
    platform
        .post(
            "/openings/" + opening + "/reschedulings",
            Map.of(
                "deadline",
                deadline,
                "opensAt",
                deadline.plusSeconds(1),
                "reason",
                "A question was answered 澄清"))
        .expect(200);
  }

  private byte[] openAll(UUID opening, Bidder first, Draft bid, Bidder second, Draft large) {
    Awaiting.until(
        "the opening's time",
        () ->
            platform
                .get("/openings/" + opening)
                .expect(200)
                .path("state")
                .asString()
                .equals("OPENED"));
    platform
        .post(
            "/openings/" + opening + "/window-extensions",
            Map.of("minutes", 5, "reason", "power failure"))
        .expect(200);
    decryptNow(bid, first);
    decryptNow(large, second);
    return platform.get("/openings/" + opening + "/record").body();
  }

  private void decryptNow(Draft draft, Bidder bidder) {
    UUID session = session(draft.envelopeId(), bidder, "DECRYPT");
    bidder
        .contentKey(draft.envelopeId(), session, bidder.fileKey(draft.envelopeId(), session))
        .expect(202);
    awaitState(draft.envelopeId(), "DECRYPTED");
  }

  /// A bidder, certified by the same authority, signs the record anew and has it timestamped.
  private void forge(byte[] record) throws IOException {
    TestAuthority authority = Neighbours.get().authority();
    try (Sm2KeyPair key = Sm2KeyPair.generate(RANDOM)) {
      X509Certificate certificate =
          authority.issue(new X500Name("CN=Bidder"), key.publicKey(), CertificateContent.SIGNING);
      ObjectNode forged = (ObjectNode) Api.JSON.readTree(record);
      ObjectNode head = (ObjectNode) forged.get("head");
      byte[] payload = Base64.getDecoder().decode(head.path("payload").asString());
      byte[] signature = key.signMessage(payload, RANDOM).der();
      head.put("signature", base64(signature));
      head.put("certificate", base64(Sm2Certificates.encoded(certificate)));
      head.put("timestamp", base64(authority.token(Sm3Hash.of(signature))));

      Verdict verdict =
          Verifier.verify(Api.JSON.writeValueAsString(forged).getBytes(UTF_8), roots(), Map.of());

      assertThat(verdict.faults(Language.ENGLISH))
          .containsExactly(
              "head: the certificate is not one for receipts and opening records: CN=Bidder");
    }
  }

  private static List<X509Certificate> roots() {
    return List.of(Neighbours.get().authority().root());
  }

  private Path keep(Prepared bid) {
    try {
      return Files.write(folder.resolve(bid.id().toString()), bid.draft().file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
