package org.bidseal.crypto.key;

import java.security.SecureRandom;
import java.util.UUID;
import org.bidseal.keywrapping.Aad;
import org.bidseal.keywrapping.KeyWrapping;
import org.bidseal.keywrapping.SecretBytes;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.share.ServerShare;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.springframework.stereotype.Component;

/// Wraps and opens what is secret in a split key (docs/split-key.md, "Custody of the server's
/// share"). Each secret is bound to its purpose, its key and the key's generation, so that one
/// copied to another row, or back from an older backup of the database, opens nothing.
///
/// Its methods may reach a hardware module: call them on a crypto thread.
@Component
public class ShareCustody {
  static final String SERVER_SHARE = "server-share";
  static final String RESET_KEY = "reset-key";

  private final KeyWrapping wrapping;
  private final SecureRandom random;

  ShareCustody(KeyWrapping wrapping, SecureRandom random) {
    this.wrapping = wrapping;
    this.random = random;
  }

  /// Makes the server's side of a new key for a phone's `P1`, whose proof holds.
  public SplitKey create(UUID keyId, KeyUsage usage, UUID ownerPersonId, Point p1) {
    try (ServerShare share = ServerShare.create(p1, random)) {
      WrappedSecret d2 = wrap(share.exposeD2(), SERVER_SHARE, keyId, 1);
      return new SplitKey(
          keyId, usage, ownerPersonId, share.publicKey(), p1, 1, d2, newResetKey(keyId, 1));
    }
  }

  /// The server's share in the clear; the caller closes it.
  public ServerShare open(SplitKey key) {
    Scalar d2 = unwrap(key.d2(), SERVER_SHARE, key.keyId(), key.generation());
    return ServerShare.of(d2, key.p1(), key.publicKey());
  }

  /// The key's next generation. A reset key that was released is replaced: the phone that was given
  /// it seals its new share to another one.
  ///
  /// @param next the share of the next generation; the caller closes it
  public SplitKey succeed(SplitKey key, ServerShare next) {
    int generation = key.generation() + 1;
    WrappedSecret d2 = wrap(next.exposeD2(), SERVER_SHARE, key.keyId(), generation);
    return key.succeededBy(next.p1(), d2, nextResetKey(key, generation));
  }

  /// The private half of the reset key, to be given to the key's owner; the caller closes it.
  public Scalar openResetKey(SplitKey key) {
    return unwrap(key.resetKey().privateKey(), RESET_KEY, key.keyId(), key.generation());
  }

  private ResetKey nextResetKey(SplitKey key, int generation) {
    if (key.resetKey().released()) {
      return newResetKey(key.keyId(), generation);
    }
    try (Scalar same = openResetKey(key)) {
      WrappedSecret wrapped = wrap(same, RESET_KEY, key.keyId(), generation);
      return new ResetKey(key.resetKey().publicKey(), wrapped, false);
    }
  }

  private ResetKey newResetKey(UUID keyId, int generation) {
    try (Sm2KeyPair pair = Sm2KeyPair.generate(random)) {
      WrappedSecret wrapped = wrap(pair.exposePrivateKey(), RESET_KEY, keyId, generation);
      return new ResetKey(pair.publicKey(), wrapped, false);
    }
  }

  private WrappedSecret wrap(Scalar secret, String purpose, UUID keyId, int generation) {
    try (SecretBytes bytes = SecretBytes.takeOver(secret.exposeBytes())) {
      return wrapping.wrap(bytes, Aad.of(purpose, keyId, generation));
    }
  }

  private Scalar unwrap(WrappedSecret wrapped, String purpose, UUID keyId, int generation) {
    try (SecretBytes bytes = wrapping.unwrap(wrapped, Aad.of(purpose, keyId, generation))) {
      return bytes.expose(Scalar::of);
    }
  }
}
