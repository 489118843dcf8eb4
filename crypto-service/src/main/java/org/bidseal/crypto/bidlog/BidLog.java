package org.bidseal.crypto.bidlog;

import java.util.Base64;
import java.util.List;
import org.bidseal.crypto.bidlog.BidEntries.Attempt;
import org.bidseal.crypto.bidlog.BidEntries.BidDecrypted;
import org.bidseal.crypto.bidlog.BidEntries.BidSealed;
import org.bidseal.crypto.bidlog.BidEntries.BidSuperseded;
import org.bidseal.crypto.bidlog.BidEntries.DecryptionFailed;
import org.bidseal.crypto.bidlog.BidEntries.ReceiptPart;
import org.bidseal.crypto.bidlog.BidEntries.StatementPart;
import org.bidseal.crypto.chain.EntryKind;
import org.bidseal.crypto.chain.OpeningChain;
import org.bidseal.crypto.envelope.Envelope.Decrypted;
import org.bidseal.crypto.envelope.Envelope.Failed;
import org.bidseal.crypto.envelope.Envelope.Seal;
import org.bidseal.crypto.envelope.Envelope.Superseded;
import org.bidseal.crypto.envelope.StatementSignature;
import org.bidseal.crypto.receipt.SignedDocument;
import org.bidseal.identityview.CertificateView;
import org.bidseal.identityview.Certificates;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Appends what happens to bids to their opening's chain. Each method is the last step of the
/// transaction in which it happens.
@Component
public class BidLog {
  private final OpeningChain chain;
  private final Certificates certificates;

  BidLog(OpeningChain chain, Certificates certificates) {
    this.chain = chain;
    this.certificates = certificates;
  }

  /// A bid was sealed.
  ///
  /// @param superseded the bids whose place it took
  public Mono<Void> sealed(Seal seal, SignedDocument receipt, List<Superseded> superseded) {
    return statement(seal)
        .flatMap(statement ->
            chain.append(
                seal.bid().openingId(),
                EntryKind.BID_SEALED,
                new BidSealed(
                    seal.bid().envelopeId(),
                    seal.bid().enterpriseId(),
                    seal.bid().sealing(),
                    receipt(receipt),
                    statement)))
        .thenMany(Flux.fromIterable(superseded))
        .concatMap(this::superseded)
        .then();
  }

  /// A bid is open.
  public Mono<Void> decrypted(Decrypted envelope) {
    return chain.append(
        envelope.bid().openingId(),
        EntryKind.BID_DECRYPTED,
        new BidDecrypted(
            envelope.bid().envelopeId(),
            Attempt.of(envelope.start()),
            envelope.opened().openedAt(),
            envelope.opened().treeKey().hex()));
  }

  /// A decryption failed.
  public Mono<Void> failed(Failed envelope) {
    return chain.append(
        envelope.bid().openingId(),
        EntryKind.DECRYPTION_FAILED,
        new DecryptionFailed(
            envelope.bid().envelopeId(),
            Attempt.of(envelope.start()),
            envelope.failedAt(),
            envelope.reason()));
  }

  private Mono<Void> superseded(Superseded envelope) {
    return chain.append(
        envelope.bid().openingId(),
        EntryKind.BID_SUPERSEDED,
        new BidSuperseded(envelope.bid().envelopeId(), envelope.successor()));
  }

  private Mono<StatementPart> statement(Seal seal) {
    StatementSignature signature = seal.signature();
    return certificates
        .find(signature.certificateId())
        .switchIfEmpty(
            Mono.error(() -> new IllegalStateException("the bidder's certificate is gone")))
        .map(certificate -> statement(seal, certificate));
  }

  private static StatementPart statement(Seal seal, CertificateView certificate) {
    byte[] signature = Sm2Signature.ofHex(seal.signature().r(), seal.signature().s()).der();
    return new StatementPart(
        seal.description().statement().base64(),
        Base64.getEncoder().encodeToString(signature),
        certificate.certificateBase64());
  }

  private static ReceiptPart receipt(SignedDocument receipt) {
    return new ReceiptPart(
        receipt.payload().base64(), receipt.signature().base64(), receipt.publicKey().hex());
  }
}
