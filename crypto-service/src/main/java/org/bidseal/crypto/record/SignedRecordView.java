package org.bidseal.crypto.record;

import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.receipt.SignedDocument;
import org.jspecify.annotations.Nullable;

/// A signed opening record as the API shows it, all in base64.
///
/// @param payload UTF-8 JSON, the bytes that are signed
/// @param signature SM2 with SM3 over the payload, DER, under `certificate`
/// @param certificate DER; absent until identity-service has issued it
record SignedRecordView(String payload, String signature, @Nullable String certificate) {
  static SignedRecordView of(SignedDocument signed) {
    Octets certificate = signed.certificate();
    return new SignedRecordView(
        signed.payload().base64(),
        signed.signature().base64(),
        certificate == null ? null : certificate.base64());
  }
}
