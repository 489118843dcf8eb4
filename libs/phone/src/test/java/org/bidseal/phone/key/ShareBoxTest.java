package org.bidseal.phone.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.share.DeviceRefresh;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.smcrypto.share.ServerShare;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2DecryptionException;
import org.bidseal.smcrypto.sm2.Sm2Encryption;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.junit.jupiter.api.Test;

class ShareBoxTest {
  private static final UUID KEY = UUID.fromString("6f9619ff-8b86-4d01-b42d-00cf4fc964f1");
  private static final String KEY_BYTES = "6f9619ff8b864d01b42d00cf4fc964f1";

  private final SecureRandom random = new SecureRandom();
  private final Sm2KeyPair owner = Sm2KeyPair.generate(random);
  private final Sm2KeyPair holder = Sm2KeyPair.generate(random);
  private final DeviceShare share = DeviceShare.generate(random);
  private final ServerShare server = ServerShare.create(share.p1(), random);
  private final ShareBox box = new ShareBox(share, KEY, 3);

  @Test
  void theHolderOpensWhatTheOwnerSealed() {
    byte[] sealed = box.sealFor(holder.publicKey(), random);
    try (ShareBox opened = ShareBox.open(sealed, holder)) {
      assertThat(opened.share().exposeD1()).isEqualTo(share.exposeD1());
      assertThat(opened.keyId()).isEqualTo(KEY);
      assertThat(opened.generation()).isEqualTo(3);
      ProofContext context = ProofContext.verifyBackup(KEY, UUID.randomUUID(), UUID.randomUUID());
      assertThat(server.verify(opened.share().prove(context, random), context)).isTrue();
    }
  }

  @Test
  void nobodyElseDoesAndNoByteMayChange() {
    byte[] sealed = box.sealFor(holder.publicKey(), random);
    assertThatThrownBy(() -> ShareBox.open(sealed, owner))
        .isInstanceOf(Sm2DecryptionException.class);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> ShareBox.open(changed, holder))
          .isInstanceOfAny(IllegalArgumentException.class, Sm2DecryptionException.class);
    }
  }

  @Test
  void theBytesInsideAreAsDescribed() {
    byte[] plaintext = holder.decrypt(Sm2Ciphertext.ofDer(box.sealFor(holder.publicKey(), random)));
    assertThat(Hex.encode(plaintext))
        .isEqualTo(share.exposeD1().exposeHex() + KEY_BYTES + "00000003");
  }

  @Test
  void anotherLengthOrNoScalarIsRefused() {
    for (byte[] plaintext : new byte[][] {new byte[51], new byte[52], new byte[53]}) {
      byte[] sealed = Sm2Encryption.encrypt(holder.publicKey(), plaintext, random).der();
      assertThatThrownBy(() -> ShareBox.open(sealed, holder))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void bothPhonesShowTheSameCodeAndASwappedTransportKeyAnother() {
    byte[] sealed = box.sealFor(holder.publicKey(), random);
    String onOwners = box.comparisonCode(owner.publicKey(), holder.publicKey());
    try (ShareBox opened = ShareBox.open(sealed, holder)) {
      assertThat(opened.comparisonCode(owner.publicKey(), holder.publicKey()))
          .isEqualTo(onOwners)
          .matches("[0-9]{6}");
    }
    byte[] all =
        ByteBuffer.allocate(3 * Point.BYTES + 16)
            .put(owner.publicKey().encoded())
            .put(holder.publicKey().encoded())
            .put(Hex.decode(KEY_BYTES))
            .put(share.p1().encoded())
            .array();
    assertThat(onOwners).isEqualTo(Sm3Hash.of(all).shortCode());
  }

  /// After a refresh, the box of the old generation proves nothing any more.
  @Test
  void aStaleBoxIsWorthless() {
    byte[] sealed = box.sealFor(holder.publicKey(), random);
    try (DeviceRefresh refresh = share.refresh(random);
        ServerShare refreshed = server.refresh(refresh.t(), refresh.newShare().p1());
        ShareBox stale = ShareBox.open(sealed, holder)) {
      ProofContext context = ProofContext.verifyBackup(KEY, UUID.randomUUID(), UUID.randomUUID());
      assertThat(refreshed.verify(stale.share().prove(context, random), context)).isFalse();
      assertThat(refreshed.verify(refresh.newShare().prove(context, random), context)).isTrue();
    }
  }

  @Test
  void nothingOfTheShareIsPrinted() {
    Scalar d1 = share.exposeD1();
    assertThat(box.toString()).doesNotContain(d1.exposeHex()).contains("REDACTED");
  }

  @Test
  void identifiersAreRandomUuids() {
    UUID id = RandomIds.next(random);
    assertThat(id.version()).isEqualTo(4);
    assertThat(id.variant()).isEqualTo(2);
  }
}
