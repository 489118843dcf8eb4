package org.bidseal.crypto.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bidseal.crypto.blob.staging.StagingKeys;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope;
import org.bidseal.crypto.custody.StoredSecrets.Stored;
import org.bidseal.crypto.decryption.job.FileKeys;
import org.bidseal.crypto.keyshare.ShareVault;
import org.bidseal.crypto.receipt.ReceiptSigner;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.crypto.testkit.WaitingBids;
import org.bidseal.keywrapping.Aad;
import org.bidseal.keywrapping.KeyFileWrapping;
import org.bidseal.keywrapping.KeyWrapping;
import org.bidseal.keywrapping.SecretBytes;
import org.bidseal.keywrapping.rotation.Rewrapping;
import org.bidseal.keywrapping.rotation.WrappedColumn;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.envelope.FileKey;
import org.bidseal.smcrypto.policy.KeyShare;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2Encryption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;

/// The key-encryption key is replaced while phones sign, decrypt and refresh.
class KekRotationTest extends KeyServiceTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final byte[] FILE_KEY = new byte[FileKey.BYTES];

  @Autowired private KeyWrapping wrapping;
  @Autowired private Rewrapping rewrapping;
  @Autowired private ReceiptSigner receipts;
  @Autowired private FileKeys fileKeys;
  @Autowired private ShareVault shareVault;
  @Autowired private StagingKeys stagingKeys;

  @Value("${bidseal.key-wrapping.key-file}")
  private Path keyFile;

  @TempDir private Path folder;

  @Test
  void noRequestFailsAndEverySecretComesUnderTheNewKey() throws Exception {
    WaitingBids bids = new WaitingBids(database);
    UUID job = someJob(bids);
    UUID upload = someUpload(job);
    UUID lock = someEventLock(bids.opening());
    UUID signer = receipts.sign(new byte[] {1}).blockOptional(LIMIT).orElseThrow().signerId();
    TestPhone answered = decrypter();
    UUID envelope = UUID.randomUUID();
    Sm2Ciphertext sealed = seal(answered, envelope);
    Map<String, Object> once = answered.coDecryptBody(UUID.randomUUID(), envelope, sealed.c1());
    String first = TestPhone.json(answered.post("co-decryptions", once), 200).toString();

    int old = wrapping.currentKekVersion();
    AtomicBoolean rotated = new AtomicBoolean();
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Future<TestPhone>> phones = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        phones.add(threads.submit(signing(signer(), rotated)));
        phones.add(threads.submit(decrypting(decrypter(), rotated)));
      }
      int current = addGeneration();
      for (int round = 0; round < 3; round++) {
        rewrapping.sweep().block(LIMIT);
      }
      rotated.set(true);
      List<TestPhone> served = allOf(phones);
      assertThat(current).isGreaterThan(old);
      for (TestPhone phone : served) {
        assertThat(holding(phone)).isEqualTo("ACTIVE 5");
      }
    }
    rewrapping.sweep().block(LIMIT);

    assertThat(TestPhone.json(answered.post("co-decryptions", once), 200).toString())
        .as("a lost answer, asked for again")
        .isEqualTo(first);
    assertThat(receipts.sign(new byte[] {2}).blockOptional(LIMIT).orElseThrow().signerId())
        .isEqualTo(signer);
    allIsUnderTheNewKeyAlone(job, upload);
    database.sql("delete from upload where upload_id = :id").bind("id", upload).then().block(LIMIT);
    database.sql("delete from key_share where key_id = :id").bind("id", job).then().block(LIMIT);
    remove(lock);
    bids.clear();
  }

  /// A key file without the older generations opens all there is.
  private void allIsUnderTheNewKeyAlone(UUID job, UUID upload) throws IOException {
    int current = wrapping.currentKekVersion();
    Path newest = folder.resolve("newest");
    Files.copy(keyFile, newest, StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(
        newest,
        Files.readAllLines(keyFile).stream()
            .filter(line -> line.startsWith(current + "="))
            .findFirst()
            .orElseThrow());
    KeyWrapping only = KeyFileWrapping.open(newest, TestPhone.RANDOM);
    StoredSecrets secrets = new StoredSecrets(database);
    for (WrappedColumn column : rewrapping.columns()) {
      // Other tests leave jobs and uploads with invented keys.
      String where =
          switch (column.table()) {
            case "decryption_job" -> "job_id = '" + job + "'";
            case "upload" -> "upload_id = '" + upload + "'";
            default -> "true";
          };
      assertThat(secrets.of(column, where))
          .as(column.name())
          .isNotEmpty()
          .allMatch(stored -> stored.wrapped().kekVersion() == current)
          .allMatch((Stored stored) -> stored.opensWith(only));
    }
  }

  private Callable<TestPhone> signing(TestPhone phone, AtomicBoolean rotated) {
    return () -> {
      for (int i = 0; i < 6 || !rotated.get(); i++) {
        UUID session = UUID.randomUUID();
        Sm3Hash e = expect(phone, session, "text " + i);
        phone.coSign(session, e);
        if (i % 5 == 4) {
          phone.refresh();
        }
      }
      return phone;
    };
  }

  private Callable<TestPhone> decrypting(TestPhone phone, AtomicBoolean rotated) {
    return () -> {
      for (int i = 0; i < 6 || !rotated.get(); i++) {
        UUID envelope = UUID.randomUUID();
        Sm2Ciphertext sealed = seal(phone, envelope);
        JsonNode answer =
            phone.advance(
                TestPhone.json(
                    phone.post(
                        "co-decryptions",
                        phone.coDecryptBody(UUID.randomUUID(), envelope, sealed.c1())),
                    200));
        assertThat(
                DeviceShare.finishDecryption(
                    sealed, PointGate.decodeHex(answer.path("t2").asString())))
            .isEqualTo(FILE_KEY);
      }
      return phone;
    };
  }

  private Sm2Ciphertext seal(TestPhone phone, UUID envelope) {
    Sm2Ciphertext sealed = Sm2Encryption.encrypt(phone.publicKey(), FILE_KEY, TestPhone.RANDOM);
    envelopes.put(envelope, new DecryptableEnvelope.Open(sealed.c1()));
    return sealed;
  }

  private static List<TestPhone> allOf(List<Future<TestPhone>> phones)
      throws InterruptedException, ExecutionException {
    List<TestPhone> all = new ArrayList<>();
    for (Future<TestPhone> phone : phones) {
      all.add(phone.get());
    }
    return all;
  }

  /// As the keeper adds one.
  private int addGeneration() throws IOException {
    byte[] key = new byte[32];
    TestPhone.RANDOM.nextBytes(key);
    int next = wrapping.kekVersions().last() + 1;
    Files.writeString(
        keyFile,
        next + "=" + Base64.getEncoder().encodeToString(key) + "\n",
        StandardOpenOption.APPEND);
    return next;
  }

  private UUID someJob(WaitingBids bids) {
    UUID id = bids.bid(bids.opening(), 1000);
    try (FileKey key = FileKey.of(new byte[FileKey.BYTES])) {
      // With a worker that holds it as long as this test runs.
      database
          .sql(
              """
              update decryption_job set state = 'RUNNING', file_key = :key, lease_owner = job_id,
                     lease_until = clock_timestamp() + interval '1 day'
               where job_id = :id
              """)
          .bind("key", fileKeys.wrap(key, id, id).encoded())
          .bind("id", id)
          .then()
          .block(LIMIT);
    }
    try (KeyShare share = ShareVault.ofHex("01" + "5a".repeat(KeyShare.BYTES - 1))) {
      database
          .sql(
              """
              insert into key_share (envelope_id, key_id, person_id, session_id, share)
              values (:id, :id, :id, :id, :share)
              """)
          .bind("share", shareVault.wrap(share, id, id).share().encoded())
          .bind("id", id)
          .then()
          .block(LIMIT);
    }
    return id;
  }

  private UUID someUpload(UUID envelope) {
    UUID id = UUID.randomUUID();
    database
        .sql(
            """
            insert into upload (upload_id, envelope_id, platform_id, kind, blob, length, state,
                draft, staging_key, expires_at)
            values (:id, :envelope, :id, 'PLAINTEXT', :blob, 1, 'COMPLETE', 'none', :key,
                clock_timestamp() + interval '1 day')
            """)
        .bind("id", id)
        .bind("envelope", envelope)
        .bind("blob", "test/" + id)
        .bind("key", stagingKeys.draw(id).encoded())
        .then()
        .block(LIMIT);
    return id;
  }

  /// A lock of which one member's share is there still.
  private UUID someEventLock(UUID openingId) {
    UUID id = UUID.randomUUID();
    database
        .sql(
            """
            with lock as (
              insert into event_lock (lock_id, opening_id, purpose, state, threshold, secret)
              values (:id, :opening, 'DRILL', 'RELEASED', 2, :secret)
              returning lock_id)
            insert into event_lock_member (lock_id, position, person_id, enterprise_id, role,
                certificate_id, key_id, certificate, share)
            select lock_id, 1, lock_id, lock_id, 'CA', lock_id, lock_id, 'none', :share from lock
            """)
        .bind("id", id)
        .bind("opening", openingId)
        .bind("secret", wrapped(Aad.of("event-lock-secret", id)))
        .bind("share", wrapped(Aad.of("event-lock-share", id, 1)))
        .then()
        .block(LIMIT);
    return id;
  }

  private byte[] wrapped(Aad boundTo) {
    try (SecretBytes secret = SecretBytes.takeOver(new byte[32])) {
      return wrapping.wrap(secret, boundTo).encoded();
    }
  }

  private void remove(UUID lockId) {
    database
        .sql("delete from event_lock_member where lock_id = :id")
        .bind("id", lockId)
        .then()
        .then(database.sql("delete from event_lock where lock_id = :id").bind("id", lockId).then())
        .block(LIMIT);
  }
}
