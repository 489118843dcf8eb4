package org.bidseal.qr.confirmation;

import java.util.Base64;
import org.bidseal.smcrypto.Sm3Hash;

/// What is to be signed.
///
/// @param statement base64
/// @param e SM3(Z ‖ statement) for the chosen certificate's key, lower-case hexadecimal
public record StatementView(String statement, String e) {
  static StatementView of(byte[] statement, Sm3Hash e) {
    return new StatementView(Base64.getEncoder().encodeToString(statement), e.hex());
  }
}
