package org.bidseal.smcrypto.proof;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm3Hash;

/// What a share proof is bound to: a list of fields, each `uint16 length ‖ bytes`, its first the
/// name of the operation. Text is UTF-8, ids are canonical lower-case UUIDs, tokens, digests and
/// points their raw bytes.
public final class ProofContext {
  private final ByteArrayOutputStream fields = new ByteArrayOutputStream();

  private ProofContext(String operation) {
    add(operation.getBytes(StandardCharsets.UTF_8));
  }

  /// `"create", deviceId, usage`.
  public static ProofContext create(UUID deviceId, KeyUsage usage) {
    return new ProofContext("create")
        .add(deviceId)
        .add(usage.name().getBytes(StandardCharsets.UTF_8));
  }

  /// `"co-sign", keyId, deviceId, requestId, token, sessionId, e, Q1`.
  public static ProofContext coSign(
      UUID keyId, UUID deviceId, UUID requestId, Token token, UUID sessionId, Sm3Hash e, Point q1) {
    return request("co-sign", keyId, deviceId, requestId, token)
        .add(sessionId)
        .add(e.bytes())
        .add(q1.encoded());
  }

  /// `"co-decrypt", keyId, deviceId, requestId, token, sessionId, envelopeId`.
  public static ProofContext coDecrypt(
      UUID keyId, UUID deviceId, UUID requestId, Token token, UUID sessionId, UUID envelopeId) {
    return request("co-decrypt", keyId, deviceId, requestId, token).add(sessionId).add(envelopeId);
  }

  /// `"refresh", keyId, deviceId, requestId, token, P1'`: for both proofs of a refresh, the one
  /// under the old share and the one under the new.
  public static ProofContext refresh(
      UUID keyId, UUID deviceId, UUID requestId, Token token, Point newP1) {
    return request("refresh", keyId, deviceId, requestId, token).add(newP1.encoded());
  }

  /// `"verify-backup", keyId, deviceId, backupId`.
  public static ProofContext verifyBackup(UUID keyId, UUID deviceId, UUID backupId) {
    return new ProofContext("verify-backup").add(keyId).add(deviceId).add(backupId);
  }

  private static ProofContext request(
      String operation, UUID keyId, UUID deviceId, UUID requestId, Token token) {
    return new ProofContext(operation).add(keyId).add(deviceId).add(requestId).add(token.bytes());
  }

  private ProofContext add(UUID id) {
    return add(id.toString().getBytes(StandardCharsets.UTF_8));
  }

  private ProofContext add(byte[] field) {
    fields.write(field.length >> 8);
    fields.write(field.length);
    fields.writeBytes(field);
    return this;
  }

  /// The concatenation of the fields.
  public byte[] bytes() {
    return fields.toByteArray();
  }

  /// SM3 over the fields, which is what the challenge takes in.
  public Sm3Hash hash() {
    return Sm3Hash.of(fields.toByteArray());
  }
}
