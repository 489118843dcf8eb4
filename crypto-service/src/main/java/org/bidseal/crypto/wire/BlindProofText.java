package org.bidseal.crypto.wire;

import org.bidseal.smcrypto.proof.BlindProof;
import org.jspecify.annotations.Nullable;

/// A blind proof as it stands in JSON: each 64 lower-case hexadecimal digits.
///
/// @param c the challenge
/// @param share the answer for the device's share
/// @param factor the answer for the blinded factor
record BlindProofText(@Nullable String c, @Nullable String share, @Nullable String factor) {
  BlindProof proof() {
    if (c == null || share == null || factor == null) {
      throw new IllegalArgumentException("a blind proof has c, share and factor");
    }
    return BlindProof.ofHex(c, share, factor);
  }
}
