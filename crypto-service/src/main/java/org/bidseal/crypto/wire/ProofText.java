package org.bidseal.crypto.wire;

import org.bidseal.smcrypto.proof.ShareProof;
import org.jspecify.annotations.Nullable;

/// A share proof as it stands in JSON.
///
/// @param c the challenge, 64 lower-case hexadecimal digits
/// @param z the answer, the same
record ProofText(@Nullable String c, @Nullable String z) {
  static ProofText of(ShareProof proof) {
    return new ProofText(proof.cHex(), proof.zHex());
  }

  ShareProof proof() {
    if (c == null || z == null) {
      throw new IllegalArgumentException("a share proof has c and z");
    }
    return ShareProof.ofHex(c, z);
  }
}
