package org.bidseal.smcrypto.proof;

import java.util.UUID;
import org.bidseal.smcrypto.Fields;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm3Hash;

/// What a share proof is bound to: a list of [Fields], its first the name of the operation. Tokens,
/// digests and points are their raw bytes.
public final class ProofContext {
  private final byte[] bytes;

  private ProofContext(Fields fields) {
    this.bytes = fields.bytes();
  }

  /// `"create", deviceId, usage`.
  public static ProofContext create(UUID deviceId, KeyUsage usage) {
    return new ProofContext(new Fields().add("create").add(deviceId).add(usage.name()));
  }

  /// `"co-sign", keyId, deviceId, requestId, token, sessionId, e, Q1`.
  public static ProofContext coSign(
      UUID keyId, UUID deviceId, UUID requestId, Token token, UUID sessionId, Sm3Hash e, Point q1) {
    return new ProofContext(
        request("co-sign", keyId, deviceId, requestId, token).add(sessionId).add(e).add(q1));
  }

  /// `"co-decrypt", keyId, deviceId, requestId, token, sessionId, envelopeId`.
  public static ProofContext coDecrypt(
      UUID keyId, UUID deviceId, UUID requestId, Token token, UUID sessionId, UUID envelopeId) {
    return new ProofContext(
        request("co-decrypt", keyId, deviceId, requestId, token).add(sessionId).add(envelopeId));
  }

  /// `"rehearse", keyId, deviceId, requestId, token, sessionId, rehearsalId`.
  public static ProofContext rehearse(
      UUID keyId, UUID deviceId, UUID requestId, Token token, UUID sessionId, UUID rehearsalId) {
    return new ProofContext(
        request("rehearse", keyId, deviceId, requestId, token).add(sessionId).add(rehearsalId));
  }

  /// `"refresh", keyId, deviceId, requestId, token, P1'`: for both proofs of a refresh, the one
  /// under the old share and the one under the new.
  public static ProofContext refresh(
      UUID keyId, UUID deviceId, UUID requestId, Token token, Point newP1) {
    return new ProofContext(request("refresh", keyId, deviceId, requestId, token).add(newP1));
  }

  /// `"verify-backup", keyId, deviceId, backupId`.
  public static ProofContext verifyBackup(UUID keyId, UUID deviceId, UUID backupId) {
    return new ProofContext(
        new Fields().add("verify-backup").add(keyId).add(deviceId).add(backupId));
  }

  /// `"prove-backup", keyId, deviceId, backupId, challenge`: the monthly proof of a holder.
  public static ProofContext proveBackup(
      UUID keyId, UUID deviceId, UUID backupId, Token challenge) {
    return new ProofContext(
        new Fields()
            .add("prove-backup")
            .add(keyId)
            .add(deviceId)
            .add(backupId)
            .add(challenge.bytes()));
  }

  /// `"share-out", keyId, deviceId, commitments digest`: the owner's proof that the pieces of a
  /// sharing are of this key's half.
  public static ProofContext shareOut(UUID keyId, UUID deviceId, Sm3Hash commitments) {
    return new ProofContext(
        new Fields().add("share-out").add(keyId).add(deviceId).add(commitments));
  }

  /// `"verify-piece", keyId, deviceId, backupId`: a holder's proof that he can open his piece.
  public static ProofContext verifyPiece(UUID keyId, UUID deviceId, UUID backupId) {
    return new ProofContext(
        new Fields().add("verify-piece").add(keyId).add(deviceId).add(backupId));
  }

  /// `"lock-contribution", lockId, SM3 of the lock's terms, position (decimal)`: a member of a
  /// committee knows what he contributes (docs/event-lock.md).
  public static ProofContext lockContribution(UUID lockId, Sm3Hash terms, int position) {
    return new ProofContext(
        new Fields()
            .add("lock-contribution")
            .add(lockId)
            .add(terms)
            .add(Integer.toString(position)));
  }

  /// `"co-decrypt-lock", keyId, deviceId, requestId, token, sessionId, lockId, part`.
  ///
  /// @param part the position (decimal) of the member who sent the piece, or `share` for the own
  ///   share
  public static ProofContext coDecryptLock(
      UUID keyId,
      UUID deviceId,
      UUID requestId,
      Token token,
      UUID sessionId,
      UUID lockId,
      String part) {
    return new ProofContext(
        request("co-decrypt-lock", keyId, deviceId, requestId, token)
            .add(sessionId)
            .add(lockId)
            .add(part));
  }

  private static Fields request(
      String operation, UUID keyId, UUID deviceId, UUID requestId, Token token) {
    return new Fields().add(operation).add(keyId).add(deviceId).add(requestId).add(token.bytes());
  }

  /// A copy of the concatenated fields.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// SM3 over the fields, which is what the challenge takes in.
  public Sm3Hash hash() {
    return Sm3Hash.of(bytes);
  }
}
