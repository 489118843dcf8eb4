package org.bidseal.smcrypto;

import org.bouncycastle.crypto.digests.SM3Digest;

/// SM3 (GB/T 32905-2016) over data that arrives in pieces. Not for sharing between threads.
public final class Sm3Stream {
  private final SM3Digest digest;

  /// Starts an empty digest.
  public Sm3Stream() {
    this.digest = new SM3Digest();
  }

  private Sm3Stream(SM3Digest digest) {
    this.digest = digest;
  }

  /// Appends all bytes.
  public Sm3Stream update(byte[] bytes) {
    return update(bytes, 0, bytes.length);
  }

  /// Appends a range.
  public Sm3Stream update(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
    return this;
  }

  /// A stream that continues from the present state on its own.
  public Sm3Stream copy() {
    return new Sm3Stream(new SM3Digest(digest));
  }

  /// The digest; the stream starts over.
  public Sm3Hash finish() {
    byte[] out = new byte[Sm3Hash.BYTES];
    digest.doFinal(out, 0);
    return Sm3Hash.ofBytes(out);
  }
}
