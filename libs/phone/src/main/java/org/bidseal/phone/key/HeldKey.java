package org.bidseal.phone.key;

import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.proof.Token;

/// A key as one phone holds it. The public key comes from the certificate, is public, and is not
/// derived from the share. Changes with every operation: the token, and after a refresh the share.
public final class HeldKey {
  private final UUID keyId;
  private final KeyUsage usage;
  private final Point publicKey;
  private MaskedShare share;
  private int generation;
  private Token token;

  public HeldKey(
      UUID keyId, KeyUsage usage, Point publicKey, MaskedShare share, int generation, Token token) {
    this.keyId = keyId;
    this.usage = usage;
    this.publicKey = publicKey;
    this.share = share;
    this.generation = generation;
    this.token = token;
  }

  /// A copy with the same state, as a stolen or restored phone image would be.
  public HeldKey copy() {
    return new HeldKey(keyId, usage, publicKey, share, generation, token);
  }

  void advance(Token next) {
    this.token = next;
  }

  void replaceShare(MaskedShare fresh, int newGeneration, Token next) {
    this.share = fresh;
    this.generation = newGeneration;
    this.token = next;
  }

  public UUID keyId() {
    return keyId;
  }

  public KeyUsage usage() {
    return usage;
  }

  public Point publicKey() {
    return publicKey;
  }

  public MaskedShare share() {
    return share;
  }

  /// The share generation, from 1.
  public int generation() {
    return generation;
  }

  /// What the next request must present.
  public Token token() {
    return token;
  }

  @Override
  public String toString() {
    return "HeldKey[" + keyId + ", " + usage + ", generation " + generation + "]";
  }
}
