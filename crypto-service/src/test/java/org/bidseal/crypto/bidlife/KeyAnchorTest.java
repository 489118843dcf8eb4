package org.bidseal.crypto.bidlife;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.Tokens;
import org.bidseal.verifier.finding.Language;
import org.bidseal.verifier.keyuse.UseVerdict;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;

/// Trees over the heads of keys, judged by the verifier, which knows nothing of this service. With
/// `-Dbidseal.record.update=true` the proofs become the test vectors of docs/key-audit.md.
class KeyAnchorTest extends KeyServiceTest {
  private static final Path VECTOR = Path.of("../libs/record-verifier/src/test/resources/keyuse");

  @Autowired private List<Sweep> sweeps;
  @Autowired private MeterRegistry metrics;

  private final UUID session = UUID.randomUUID();

  @Test
  void aUseIsProvenToWhoeverAsksOfflineAndLaterTreesContinueTheFirst() throws IOException {
    TestPhone phone = signer();
    phone.coSign(session, expect(phone, session, "a contract"));
    phone.refresh();
    assertThat(kind(TestPhone.json(get(phone, 2, 1), 409))).isEqualTo("key-use-not-anchored");
    long first = makeTree();
    byte[] proof = proof(phone, 2, first);
    phone.refresh();
    signer();
    long second = makeTree();
    assertThat(second).isEqualTo(first + 1);
    byte[] again = proof(phone, 2, second);
    byte[] last = proof(phone, 4, second);

    List<UseVerdict> verdicts = List.of(verdict(proof), verdict(again), verdict(last));
    for (UseVerdict verdict : verdicts) {
      verdicts.stream().filter(other -> other != verdict).forEach(verdict::checkBeside);
      assertThat(verdict.faults(Language.ENGLISH)).isEmpty();
    }
    assertThat(verdicts.getFirst().report(Language.ENGLISH))
        .contains("2 CO_SIGN DONE DOCUMENT", phone.deviceId().toString(), session.toString())
        .contains("Tree       " + first + ", ")
        .endsWith("The use is in the signed tree.\n");
    // Made once: the same for everybody who asks.
    assertThat(proof(phone, 2, first)).isEqualTo(proof);
    if (Boolean.getBoolean("bidseal.record.update")) {
      Files.createDirectories(VECTOR);
      Files.write(VECTOR.resolve("use-2.json"), proof);
      Files.write(VECTOR.resolve("use-2-next-tree.json"), again);
      Files.write(VECTOR.resolve("use-4.json"), last);
      Files.write(VECTOR.resolve("root.der"), Sm2Certificates.encoded(root()));
    }
  }

  @Test
  void aColleagueProvesHisOwnUseAndSeesNoOther() {
    TestPhone owner = decrypter();
    TestPhone colleague = openBackup(owner);
    owner.refresh();
    makeTree();
    byte[] proof = proof(colleague, 2, 1);
    assertThat(verdict(proof).isGood()).isTrue();
    assertThat(new String(proof, UTF_8))
        .doesNotContain(owner.deviceId().toString(), owner.personId().toString());
    assertThat(kind(TestPhone.json(get(colleague, 1, 1), 404))).isEqualTo("key-use-not-found");
    assertThat(kind(TestPhone.json(get(signer(), owner.keyId(), 1, 1), 404)))
        .isEqualTo("key-not-found");
  }

  /// Whoever can write to the database takes a use out after it was anchored, or changes one
  /// before.
  @Test
  void aChangedChainKeepsItsOldLeafAndIsToldOf() {
    TestPhone cut = signer();
    TestPhone changed = signer();
    cut.refresh();
    changed.refresh();
    long sound = makeTree();
    byte[] evidence = proof(cut, 2, sound);
    cut.refresh();
    changed.refresh();
    changed.refresh();
    tamper("delete from key_use where key_id = :key and sequence > 1", cut);
    tamper(
        "update key_use set device_id = person_id where key_id = :key and sequence = 3", changed);
    try {
      makeTree();
      assertThat(metrics.get("bidseal.key.chains.broken").gauge().value()).isEqualTo(2);
      assertThat(anchors(cut)).isEqualTo(1);
      assertThat(anchors(changed)).isEqualTo(1);
      assertThat(verdict(evidence).isGood()).isTrue();
      tamper("delete from key_use where key_id = :key", cut);
      makeTree();
      assertThat(metrics.get("bidseal.key.chains.broken").gauge().value()).isEqualTo(2);
    } finally {
      for (TestPhone phone : List.of(cut, changed)) {
        tamper("delete from key_use where key_id = :key", phone);
        tamper("delete from key_anchor where key_id = :key", phone);
      }
    }
  }

  private void tamper(String change, TestPhone phone) {
    for (String sql :
        List.of(
            "alter table key_use disable trigger key_use_is_final",
            change.replace(":key", "'" + phone.keyId() + "'"),
            "alter table key_use enable trigger key_use_is_final")) {
      database.sql(sql).then().block();
    }
  }

  private long anchors(TestPhone phone) {
    return requireNonNull(
        database
            .sql("select count(*) from key_anchor where key_id = :key")
            .bind("key", phone.keyId())
            .mapValue(Long.class)
            .one()
            .block());
  }

  /// As if the last one were a day old.
  private long makeTree() {
    long before = lastTree();
    database
        .sql("update key_audit_tree set made_at = made_at - interval '25 hours'")
        .then()
        .block();
    Sweep sweep =
        sweeps.stream().filter(s -> s.name().equals("key-anchors")).findFirst().orElseThrow();
    // Another replica may be at it just now.
    Awaiting.untilAsserted(() -> {
      Flux.from(sweep.sweep()).blockLast();
      assertThat(lastTree()).isGreaterThan(before);
    });
    return lastTree();
  }

  private long lastTree() {
    return requireNonNull(
        database
            .sql("select coalesce(max(number), 0) from key_audit_tree")
            .mapValue(Long.class)
            .one()
            .block());
  }

  /// Waits for the tree's timestamp.
  private byte[] proof(TestPhone phone, long sequence, long tree) {
    AtomicReference<byte[]> proof = new AtomicReference<>();
    Awaiting.untilAsserted(() ->
        proof.set(
            requireNonNull(
                get(phone, sequence, tree)
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .returnResult()
                    .getResponseBody())));
    return requireNonNull(proof.get());
  }

  private WebTestClient.ResponseSpec get(TestPhone phone, long sequence, long tree) {
    return get(phone, phone.keyId(), sequence, tree);
  }

  private WebTestClient.ResponseSpec get(TestPhone reader, UUID key, long sequence, long tree) {
    return http.get()
        .uri("/api/crypto/v1/keys/%s/uses/%d/proof?tree=%d".formatted(key, sequence, tree))
        .headers(headers -> headers.setBearerAuth(Tokens.person(reader.personId())))
        .exchange();
  }

  private static UseVerdict verdict(byte[] proof) {
    return UseVerdict.of(proof, List.of(root()));
  }

  private static X509Certificate root() {
    return Neighbours.get().authority().root();
  }
}
