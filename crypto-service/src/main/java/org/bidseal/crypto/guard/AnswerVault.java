package org.bidseal.crypto.guard;

import org.bidseal.crypto.guard.request.Presented;
import org.bidseal.keywrapping.Aad;
import org.bidseal.keywrapping.KeyWrapping;
import org.bidseal.keywrapping.SecretBytes;
import org.bidseal.keywrapping.WrappedSecret;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Keeps the last answer of a holding, wrapped, and gives it again byte for byte.
///
/// Why wrapped: `r, s2, s3` help nobody without the phone's share, and the token neither. But a
/// co-decryption's answer does: `T2 − C1` is the shared point that opens the file key in its
/// envelope, and the envelope lies in the same house.
@Component
class AnswerVault {
  private static final String PURPOSE = "last-answer";

  private final KeyWrapping wrapping;
  private final JsonMapper json;

  AnswerVault(KeyWrapping wrapping, JsonMapper json) {
    this.wrapping = wrapping;
    this.json = json;
  }

  WrappedSecret store(Presented request, Object answer) {
    try (SecretBytes bytes = SecretBytes.takeOver(json.writeValueAsBytes(answer))) {
      return wrapping.wrap(bytes, boundTo(request));
    }
  }

  <A> A read(Presented request, WrappedSecret stored, Class<A> type) {
    try (SecretBytes bytes = wrapping.unwrap(stored, boundTo(request))) {
      return bytes.expose(text -> json.readValue(text, type));
    }
  }

  private static Aad boundTo(Presented request) {
    return Aad.of(PURPOSE, request.keyId(), request.deviceId(), request.requestId());
  }
}
