package org.bidseal.phone;

import java.math.BigInteger;
import java.util.Map;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bouncycastle.util.BigIntegers;
import tools.jackson.databind.JsonNode;

/// A signature as requests carry it: `{r, s}`, 64 lower-case hexadecimal digits each.
final class SignatureJson {
  private SignatureJson() {}

  static Sm2Signature read(JsonNode signature) {
    return new Sm2Signature(
        number(signature.path("r").asString()), number(signature.path("s").asString()));
  }

  private static BigInteger number(String hex) {
    return BigIntegers.fromUnsignedByteArray(Hex.decode(hex, 32));
  }

  static Map<String, Object> of(Sm2Signature signature) {
    return Map.of(
        "r", Hex.encode(BigIntegers.asUnsignedByteArray(32, signature.r())),
        "s", Hex.encode(BigIntegers.asUnsignedByteArray(32, signature.s())));
  }
}
