package org.bidseal.crypto.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigInteger;
import org.bidseal.smcrypto.proof.ShareProof;

/// The JSON form of a share proof, `{c, z}` in hexadecimal, laid over [ShareProof].
abstract class ShareProofJson {
  @JsonCreator
  static ShareProof ofHex(
      @JsonProperty(value = "c", required = true) String c,
      @JsonProperty(value = "z", required = true) String z) {
    return ShareProof.ofHex(c, z);
  }

  @JsonIgnore
  abstract BigInteger c();

  @JsonIgnore
  abstract BigInteger z();

  @JsonProperty("c")
  abstract String cHex();

  @JsonProperty("z")
  abstract String zHex();
}
