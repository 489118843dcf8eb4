package org.bidseal.seals.ses;

import java.util.Arrays;

/// A certificate as its DER bytes, compared by content.
public final class CertificateDer {
  private final byte[] bytes;

  public CertificateDer(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /// A copy of the bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CertificateDer that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "CertificateDer[" + bytes.length + " bytes]";
  }
}
