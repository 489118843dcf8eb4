package org.bidseal.crypto.bidlog;

import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.bidding.Bidders;
import org.bidseal.crypto.bidlog.BidEntries.Attempt;
import org.bidseal.crypto.bidlog.BidEntries.BidConfirmed;
import org.bidseal.crypto.bidlog.BidEntries.BidDecrypted;
import org.bidseal.crypto.bidlog.BidEntries.BidJudged;
import org.bidseal.crypto.bidlog.BidEntries.BidOpenedByFallback;
import org.bidseal.crypto.bidlog.BidEntries.BidReported;
import org.bidseal.crypto.bidlog.BidEntries.BidRetracted;
import org.bidseal.crypto.bidlog.BidEntries.BidSealed;
import org.bidseal.crypto.bidlog.BidEntries.BidSuperseded;
import org.bidseal.crypto.bidlog.BidEntries.DecryptionFailed;
import org.bidseal.crypto.bidlog.BidEntries.KeyShareGiven;
import org.bidseal.crypto.bidlog.BidEntries.ReceiptPart;
import org.bidseal.crypto.bidlog.BidEntries.ReportPart;
import org.bidseal.crypto.bidlog.BidEntries.StatementPart;
import org.bidseal.crypto.chain.EntryKind;
import org.bidseal.crypto.chain.OpeningChain;
import org.bidseal.crypto.envelope.BidPart;
import org.bidseal.crypto.envelope.DecryptionStart;
import org.bidseal.crypto.envelope.Envelope.Decrypted;
import org.bidseal.crypto.envelope.Envelope.Failed;
import org.bidseal.crypto.envelope.Envelope.Judged;
import org.bidseal.crypto.envelope.Envelope.OpenedByFallback;
import org.bidseal.crypto.envelope.Envelope.Retracted;
import org.bidseal.crypto.envelope.Envelope.Seal;
import org.bidseal.crypto.envelope.Envelope.Superseded;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.envelope.StatementSignature;
import org.bidseal.crypto.receipt.SignedDocument;
import org.bidseal.crypto.timeline.SignedReport;
import org.bidseal.identityview.CertificateView;
import org.bidseal.identityview.Certificates;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.jspecify.annotations.Nullable;
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
  /// @param bidders who bids
  /// @param superseded the envelopes whose place it took
  public Mono<Void> sealed(
      Seal seal, Bidders bidders, SignedDocument receipt, List<Superseded> superseded) {
    return statement(seal.description().statement(), seal.signature())
        .flatMap(statement ->
            chain.append(
                seal.part().openingId(),
                EntryKind.BID_SEALED,
                new BidSealed(
                    seal.part().envelopeId(),
                    seal.part().bidId(),
                    seal.part().enterpriseId(),
                    bidders.members(),
                    seal.part().sealing(),
                    receipt(receipt),
                    statement)))
        .thenMany(Flux.fromIterable(superseded))
        .concatMap(this::superseded)
        .then();
  }

  /// A recipient gave his share of a bid's key.
  ///
  /// @param start who, with which key
  /// @param given how many shares are there now
  public Mono<Void> shareGiven(BidPart part, DecryptionStart start, int given, int threshold) {
    return chain.append(
        part.openingId(),
        EntryKind.KEY_SHARE_GIVEN,
        new KeyShareGiven(part.envelopeId(), Attempt.of(start), given, threshold));
  }

  /// A bid is open.
  public Mono<Void> decrypted(Decrypted envelope) {
    return chain.append(
        envelope.part().openingId(),
        EntryKind.BID_DECRYPTED,
        new BidDecrypted(
            envelope.part().envelopeId(),
            Attempt.of(envelope.start()),
            envelope.opened().openedAt(),
            envelope.opened().treeKey().hex()));
  }

  /// A decryption failed.
  public Mono<Void> failed(Failed envelope) {
    return chain.append(
        envelope.part().openingId(),
        EntryKind.DECRYPTION_FAILED,
        new DecryptionFailed(
            envelope.part().envelopeId(),
            Attempt.of(envelope.start()),
            envelope.failedAt(),
            envelope.reason()));
  }

  /// The bidder took his bid back.
  ///
  /// @param statement what he signed for it
  public Mono<Void> retracted(Retracted envelope, Octets statement, StatementSignature signature) {
    BidPart part = envelope.seal().part();
    return statement(statement, signature)
        .flatMap(signed ->
            chain.append(
                part.openingId(),
                EntryKind.BID_RETRACTED,
                new BidRetracted(part.envelopeId(), envelope.retractedAt(), signed)));
  }

  /// The bidder let his bid stand after a change of the tender.
  ///
  /// @param statement what he signed for it
  public Mono<Void> confirmed(
      BidPart part, UUID changeId, Octets statement, StatementSignature signature) {
    return statement(statement, signature)
        .flatMap(signed ->
            chain.append(
                part.openingId(),
                EntryKind.BID_CONFIRMED,
                new BidConfirmed(part.envelopeId(), changeId, signed)));
  }

  /// A bid is open without a key.
  public Mono<Void> openedByFallback(OpenedByFallback envelope) {
    return chain.append(
        envelope.part().openingId(),
        EntryKind.BID_OPENED_BY_FALLBACK,
        new BidOpenedByFallback(
            envelope.part().envelopeId(),
            envelope.fallback().openedAt(),
            envelope.fallback().treeKey().hex()));
  }

  /// A bid that was not opened counts as something.
  ///
  /// @param platformReason null if the timeline decided
  public Mono<Void> judged(
      Judged envelope, String reason, String fault, @Nullable String platformReason) {
    return chain.append(
        envelope.part().openingId(),
        EntryKind.BID_JUDGED,
        new BidJudged(
            envelope.part().envelopeId(),
            envelope.outcome(),
            reason,
            fault,
            platformReason,
            envelope.judgedAt()));
  }

  /// A phone of the bidder's reported something.
  public Mono<Void> reported(BidPart part, SignedReport report) {
    return chain.append(
        part.openingId(),
        EntryKind.BID_REPORTED,
        new BidReported(
            part.envelopeId(),
            new ReportPart(report.statement(), report.signature(), report.deviceKey().hex())));
  }

  private Mono<Void> superseded(Superseded envelope) {
    return chain.append(
        envelope.part().openingId(),
        EntryKind.BID_SUPERSEDED,
        new BidSuperseded(envelope.part().envelopeId(), envelope.successor()));
  }

  private Mono<StatementPart> statement(Octets bytes, StatementSignature signature) {
    return certificates
        .find(signature.certificateId())
        .switchIfEmpty(
            Mono.error(() -> new IllegalStateException("the bidder's certificate is gone")))
        .map(certificate -> statement(bytes, signature, certificate));
  }

  private static StatementPart statement(
      Octets bytes, StatementSignature signature, CertificateView certificate) {
    byte[] der = Sm2Signature.ofHex(signature.r(), signature.s()).der();
    return new StatementPart(
        bytes.base64(), Base64.getEncoder().encodeToString(der), certificate.certificateBase64());
  }

  private static ReceiptPart receipt(SignedDocument receipt) {
    return new ReceiptPart(
        receipt.payload().base64(), receipt.signature().base64(), receipt.publicKey().hex());
  }
}
