package org.bidseal.crypto.keyanchor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.bidseal.crypto.keyaudit.KeyOperation;
import org.bidseal.crypto.keyaudit.KeyOutcome;
import org.bidseal.crypto.keyaudit.KeyUse;
import org.bidseal.crypto.keyaudit.RecordedUse;
import org.bidseal.smcrypto.Sm3Hash;
import org.jspecify.annotations.Nullable;

/// All that leads from a use of a key to a signed, timestamped root (docs/key-audit.md).
///
/// @param format `bidseal-key-use-proof-v1`
/// @param certificates DER in base64: of the tree's signer, and of the authorities
@JsonPropertyOrder({"format", "use", "chain", "inclusion", "tree", "certificates"})
record UseProof(
    String format,
    ProvenUse use,
    UseChain chain,
    TreeInclusion inclusion,
    SignedTree tree,
    List<String> certificates) {
  static final String FORMAT = "bidseal-key-use-proof-v1";

  /// The use; without `hash`, its canonical form gives the hash.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ProvenUse(
      UUID deviceId,
      String hash,
      UUID keyId,
      KeyOperation operation,
      KeyOutcome outcome,
      UUID personId,
      @Nullable String purpose,
      @Nullable String reference,
      UUID requestId,
      long sequence,
      @Nullable UUID sessionId,
      String time) {
    static ProvenUse of(RecordedUse recorded) {
      KeyUse use = recorded.use();
      return new ProvenUse(
          use.deviceId(),
          recorded.hash().hex(),
          use.keyId(),
          use.operation(),
          use.outcome(),
          use.personId(),
          use.occasion().purpose(),
          use.occasion().reference(),
          use.requestId(),
          recorded.sequence(),
          use.occasion().sessionId(),
          recorded.time().toString());
    }
  }

  /// From the head before the use to the one in the tree.
  ///
  /// @param following hashes of the uses after it, whose content is not told
  record UseChain(String previousHead, List<String> following, String head) {}

  /// From the key's leaf to the root.
  record TreeInclusion(long position, List<String> path) {}

  /// The tree's statement, signed and timestamped; in base64.
  record SignedTree(String payload, String signature, String certificate, String timestamp) {}

  static UseProof of(RecordedUse use, List<Sm3Hash> following, AuditTrees.Place place) {
    return new UseProof(
        FORMAT,
        ProvenUse.of(use),
        new UseChain(use.previousHead().hex(), hex(following), place.anchor().head().hex()),
        new TreeInclusion(place.position(), hex(place.path())),
        new SignedTree(
            place.payload().base64(),
            place.signature().base64(),
            place.certificate(),
            place.timestamp().base64()),
        Stream.concat(Stream.of(place.certificate()), place.authorities().stream()).toList());
  }

  private static List<String> hex(List<Sm3Hash> hashes) {
    return hashes.stream().map(Sm3Hash::hex).toList();
  }
}
