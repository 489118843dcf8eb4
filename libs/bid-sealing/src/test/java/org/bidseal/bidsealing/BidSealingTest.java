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
import java.util.concurrent.atomic.AtomicLong;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.envelope.EnvelopeOpener;
import org.bidseal.smcrypto.envelope.FileKey;
import org.bidseal.smcrypto.envelope.UnlockedEnvelope;
import org.bidseal.smcrypto.evidence.TreeKey;
import org.bidseal.smcrypto.evidence.TreeStream;
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
    EnvelopeOrder once = order(1);
    EnvelopeOrder twice =
        new EnvelopeOrder(
            once.envelopeId(),
            once.openingId(),
            "bid",
            1,
            List.of(recipient.publicKey(), recipient.publicKey()),
            1);
    Path bid = file(bytes(1));
    assertThatThrownBy(() -> sealing.seal(twice, bid, folder.resolve("e"), _ -> {}))
        .isInstanceOf(SealingException.class);
    assertThat(files()).containsExactly("bid");
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
