package org.bidseal.crypto.receipt;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.crypto.envelope.Description;
import org.bidseal.crypto.envelope.Envelope.Seal;
import org.bidseal.crypto.envelope.Recipient;
import org.bidseal.crypto.envelope.Sealing;
import org.bidseal.smcrypto.Sm3Hash;
import org.jspecify.annotations.Nullable;

/// What a receipt says (docs/bid-envelope.md, "Receipt"); its JSON in UTF-8 is what is signed.
///
/// Nothing in it depends on the plaintext without a key.
///
/// @param type `bidseal-receipt-v3`
/// @param treeRoot root of the keyed segment tree, lower-case hex
/// @param contentRoot root over the envelope as it was uploaded, lower-case hex; absent for content
///   from before there were any
/// @param envelopeSize bytes of the whole envelope
/// @param threshold how many of the recipients open the bid together; 1: any one of them opens it
/// @param time when it was sealed, by the database's clock
/// @param shortCode the six digits that page and phone show
@JsonPropertyOrder({
  "type",
  "envelopeId",
  "openingId",
  "platformId",
  "enterpriseId",
  "treeRoot",
  "headerSm3",
  "contentRoot",
  "plaintextSize",
  "envelopeSize",
  "recipients",
  "threshold",
  "sealing",
  "time",
  "shortCode"
})
record ReceiptPayload(
    String type,
    UUID envelopeId,
    UUID openingId,
    UUID platformId,
    UUID enterpriseId,
    String treeRoot,
    String headerSm3,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String contentRoot,
    long plaintextSize,
    long envelopeSize,
    List<RecipientLine> recipients,
    int threshold,
    Sealing sealing,
    Instant time,
    String shortCode) {

  record RecipientLine(UUID certificateId, UUID keyId, String subjectKeyIdentifier) {
    static RecipientLine of(Recipient recipient) {
      return new RecipientLine(
          recipient.certificateId(), recipient.keyId(), recipient.subjectKeyIdentifier());
    }
  }

  static ReceiptPayload of(Seal seal, Optional<Sm3Hash> contentRoot) {
    Description described = seal.description();
    return new ReceiptPayload(
        "bidseal-receipt-v3",
        seal.part().envelopeId(),
        seal.part().openingId(),
        seal.part().platformId(),
        seal.part().enterpriseId(),
        described.treeRoot().hex(),
        described.headerSm3().hex(),
        contentRoot.map(Sm3Hash::hex).orElse(null),
        seal.part().size(),
        described.envelopeSize(seal.part().size()),
        seal.addressing().recipients().stream().map(RecipientLine::of).toList(),
        seal.addressing().threshold(),
        seal.part().sealing(),
        seal.sealedAt(),
        described.shortCode());
  }
}
