package org.bidseal.bidsealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.envelope.EnvelopeException;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.envelope.EnvelopeOpener;
import org.bidseal.smcrypto.envelope.FileKey;
import org.bidseal.smcrypto.envelope.UnlockedEnvelope;
import org.bidseal.smcrypto.evidence.TreeKey;
import org.bidseal.smcrypto.evidence.TreeStream;
import org.bidseal.smcrypto.policy.BidderKey;
import org.bidseal.smcrypto.policy.EventLock;
import org.bidseal.smcrypto.policy.LockSecret;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class BidSealingTest {
  private static final int MIB = 1 << 20;

  private final SecureRandom random = new SecureRandom();
  private final BidSealing sealing = BidSealing.fastest(random);
  private final Sm2KeyPair recipient = Sm2KeyPair.generate(random);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, MIB, MIB + 1, 17 * MIB + 5})
  void theRecipientOpensWhatWasSealed(int length) throws IOException {
    byte[] bid = bytes(length);
    AtomicLong progress = new AtomicLong();
    SealedFile sealed =
        sealing.seal(order(length), file(bid), folder.resolve("bid.envelope"), progress::set);

    Sm3Hash root = Sm3Hash.ofHex(String.valueOf(sealed.description().get("treeRoot")));
    assertThat(open(sealed.envelope(), root)).isEqualTo(bid);
    assertThat(progress).hasValue(length);
    assertThat(sealed.description())
        .containsEntry("plaintextSize", (long) length)
        .containsEntry("header", header(sealed.envelope()));
    assertThat(files()).containsExactlyInAnyOrder("bid", "bid.envelope");
  }

  @Test
  void theBiddersCopyShowsTheTreeRoot() throws IOException {
    byte[] bid = bytes(MIB + 1);
    SealedFile sealed = sealing.seal(order(bid.length), file(bid), folder.resolve("e"), _ -> {});
    String hex = String.valueOf(sealed.biddersCopy().get("treeKey"));
    try (TreeKey key = TreeKey.ofHex(hex)) {
      assertThat(sealed.description())
          .containsEntry(
              "treeRoot", new TreeStream(key, MIB).update(bid, 0, bid.length).finish().hex());
    }
    assertThat(sealed.toString()).doesNotContain(hex);
  }

  @Test
  void aBidOfAnotherSizeIsRefusedAndLeavesNothing() throws IOException {
    Path bid = file(bytes(10));
    assertThatThrownBy(() -> sealing.seal(order(11), bid, folder.resolve("e"), _ -> {}))
        .isInstanceOf(SealingException.class)
        .hasMessageContaining("10 bytes, and 11 were announced");
    assertThat(files()).containsExactly("bid");
  }

  @Test
  void envelopesThatAreNotForThisSideAreRefused() {
    ObjectNode server = Orders.envelope(recipient, 1).put("sealing", "SERVER");
    assertThatThrownBy(() -> EnvelopeOrder.of(server)).hasMessageContaining("by the service");
    ObjectNode nobody = Orders.envelope(recipient, 1);
    nobody.putArray("recipients");
    assertThatThrownBy(() -> EnvelopeOrder.of(nobody)).hasMessageContaining("choose recipients");
    assertThatThrownBy(() -> EnvelopeOrder.parse("{}")).hasMessageContaining("no envelope");
    assertThatThrownBy(() -> EnvelopeOrder.parse("PK")).hasMessageContaining("not JSON");
    ObjectNode broken = Orders.envelope(recipient, 1).put("envelopeId", "7");
    assertThatThrownBy(() -> EnvelopeOrder.of(broken)).isInstanceOf(SealingException.class);
  }

  @Test
  void aRecipientNamedTwiceIsRefused() throws IOException {
    ObjectNode envelope = Orders.envelope(recipient, 1);
    envelope.withArray("recipients").add(envelope.path("recipients").path(0).deepCopy());
    EnvelopeOrder twice = EnvelopeOrder.of(envelope);
    Path bid = file(bytes(1));
    assertThatThrownBy(() -> sealing.seal(twice, bid, folder.resolve("e"), _ -> {}))
        .isInstanceOf(SealingException.class);
    assertThat(files()).containsExactly("bid");
  }

  @Test
  void underAnEventLockTheRecipientAloneDoesNotOpenIt() throws IOException {
    Sm2KeyPair committee = Sm2KeyPair.generate(random);
    UUID lockId = UUID.randomUUID();
    ObjectNode envelope = Orders.envelope(recipient, 10);
    envelope
        .putObject("eventLock")
        .put("lockId", lockId.toString())
        .put("lockKey", committee.publicKey().hex());
    SealedFile sealed =
        sealing.seal(EnvelopeOrder.of(envelope), file(bytes(10)), folder.resolve("e"), _ -> {});
    EnvelopeHeader header;
    try (InputStream in = Files.newInputStream(sealed.envelope())) {
      header = EnvelopeHeader.read(in);
    }
    EventLock lock = header.eventLock().orElseThrow();
    assertThat(lock.lockId()).isEqualTo(lockId);
    BidderKey own = BidderKey.of(recipient.decrypt(header.recipients().getFirst().encryptedKey()));
    EnvelopeOpener opener = new EnvelopeOpener(new BouncyCastleSm4Gcm());
    assertThatThrownBy(() -> opener.unlock(header, FileKey.of(own.exposeBytes())))
        .isInstanceOf(EnvelopeException.class);
    LockSecret half = lock.open(lock.encryptedSecret().c1().times(committee.exposePrivateKey()));
    try (UnlockedEnvelope unlocked = opener.unlock(header, FileKey.of(header, own, half))) {
      assertThat(unlocked.header()).isEqualTo(header);
    }
  }

  private EnvelopeOrder order(long size) {
    return EnvelopeOrder.parse(Orders.envelope(recipient, size).toString());
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("bid"), content);
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  private static String header(Path envelope) throws IOException {
    try (InputStream in = Files.newInputStream(envelope)) {
      return Base64.getEncoder().encodeToString(EnvelopeHeader.read(in).encoded());
    }
  }

  private byte[] open(Path envelope, Sm3Hash root) throws IOException {
    ByteArrayOutputStream opened = new ByteArrayOutputStream();
    try (InputStream in = Files.newInputStream(envelope)) {
      EnvelopeHeader header = EnvelopeHeader.read(in);
      byte[] fileKey = recipient.decrypt(header.recipients().getFirst().encryptedKey());
      try (FileKey key = FileKey.of(fileKey);
          UnlockedEnvelope unlocked =
              new EnvelopeOpener(new BouncyCastleSm4Gcm()).unlock(header, key)) {
        unlocked.openAll(in, opened, root);
      }
    }
    return opened.toByteArray();
  }
}
