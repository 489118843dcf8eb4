package org.bidseal.smcrypto.lock;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bidseal.smcrypto.Fields;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.ProofPair;
import org.bidseal.smcrypto.proof.ShareProof;
import org.bidseal.smcrypto.proof.ShareProver;
import org.bidseal.smcrypto.proof.ShareVerifier;
import org.bidseal.smcrypto.sharing.SecretPiece;
import org.bidseal.smcrypto.sharing.SecretSharing;
import org.bidseal.smcrypto.sharing.ShareCommitments;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2Encryption;

/// What one member puts into a lock: a secret of his own, shared among all.
///
/// Everything in it may be published: the commitments show images only, the pieces are encrypted.
///
/// @param commitments to his polynomial, as many as the threshold
/// @param proof that he knows the secret behind the first of them. Without it the last to
///   contribute could subtract what the others gave and know the lock's key alone
/// @param pieces one for each member in the order of their positions, 32 bytes encrypted to the
///   member's key; the contributor's own among them
public record LockContribution(
    ShareCommitments commitments, ShareProof proof, List<Sm2Ciphertext> pieces) {

  public LockContribution {
    pieces = List.copyOf(pieces);
  }

  /// Draws a contribution; what it was made of is destroyed. Draws the secret, the other
  /// coefficients, the proof's nonce, then one nonce for each member's ciphertext.
  ///
  /// @param position of the contributor, from 1
  public static LockContribution draw(LockTerms terms, int position, SecureRandom random) {
    int count = terms.members().size();
    try (Scalar secret = Scalar.random(random);
        SecretSharing sharing = SecretSharing.split(secret, terms.threshold(), count, random)) {
      ShareProof proof =
          ShareProver.prove(
              secret,
              context(terms, position),
              ProofPair.ofShare(sharing.commitments().secretImage()),
              random);
      List<Sm2Ciphertext> pieces = new ArrayList<>();
      for (SecretPiece piece : sharing.pieces()) {
        pieces.add(encrypt(terms.member(piece.index()), piece, random));
      }
      return new LockContribution(sharing.commitments(), proof, pieces);
    }
  }

  private static Sm2Ciphertext encrypt(LockMember to, SecretPiece piece, SecureRandom random) {
    byte[] plain = piece.value().exposeBytes();
    try {
      return Sm2Encryption.encrypt(to.encryptionKey(), plain, random);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private static ProofContext context(LockTerms terms, int position) {
    return ProofContext.lockContribution(terms.lockId(), terms.digest(), position);
  }

  /// Whether all holds that can be checked without decrypting: the numbers, the pieces' lengths,
  /// and the proof, for this member of this lock.
  public boolean holds(LockTerms terms, int position) {
    return commitments.threshold() == terms.threshold()
        && pieces.size() == terms.members().size()
        && pieces.stream().allMatch(piece -> piece.c2().length == Scalar.BYTES)
        && ShareVerifier.verify(
            proof, context(terms, position), ProofPair.ofShare(commitments.secretImage()));
  }

  /// SM3 over the fields `"bidseal-lock-contribution-v1"`, the commitments' digest, `c` and `z` of
  /// the proof (32 bytes each), and each piece in DER.
  public Sm3Hash digest() {
    Fields fields =
        new Fields()
            .add("bidseal-lock-contribution-v1")
            .add(commitments.digest())
            .add(Hex.decode(proof.cHex()))
            .add(Hex.decode(proof.zHex()));
    pieces.forEach(piece -> fields.add(piece.der()));
    return Sm3Hash.of(fields.bytes());
  }

  /// For the wire: the fields commitments (65 bytes each), `c`, `z`, and each piece in DER.
  public byte[] bytes() {
    Fields fields = new Fields();
    commitments.points().forEach(fields::add);
    fields.add(Hex.decode(proof.cHex())).add(Hex.decode(proof.zHex()));
    pieces.forEach(piece -> fields.add(piece.der()));
    return fields.bytes();
  }

  /// Reads [#bytes]; whether it [#holds] is another question.
  ///
  /// @param terms which tell how many commitments and pieces there are
  /// @throws org.bidseal.smcrypto.InvalidPointException on a point that does not pass the gate
  /// @throws IllegalArgumentException if they are anything else
  public static LockContribution parse(byte[] bytes, LockTerms terms) {
    List<byte[]> fields = Fields.read(bytes);
    int threshold = terms.threshold();
    if (fields.size() != threshold + 2 + terms.members().size()) {
      throw new IllegalArgumentException("a contribution to these terms has other fields");
    }
    return new LockContribution(
        new ShareCommitments(fields.subList(0, threshold).stream().map(PointGate::decode).toList()),
        ShareProof.ofHex(Hex.encode(fields.get(threshold)), Hex.encode(fields.get(threshold + 1))),
        fields.subList(threshold + 2, fields.size()).stream().map(Sm2Ciphertext::ofDer).toList());
  }
}
