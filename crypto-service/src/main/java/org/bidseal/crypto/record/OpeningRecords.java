package org.bidseal.crypto.record;

import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelope.Closed;
import org.bidseal.crypto.envelope.Envelope.Unsealed;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.receipt.ReceiptSigner;
import org.bidseal.crypto.receipt.Receipts;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.Sm3Hash;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Makes opening records. All bidders of an opening see the whole record once its time has come: an
/// opening is public among them.
@Service
class OpeningRecords {
  private final Openings openings;
  private final Envelopes envelopes;
  private final Receipts receipts;
  private final ReceiptSigner signer;
  private final JsonMapper json;

  OpeningRecords(
      Openings openings,
      Envelopes envelopes,
      Receipts receipts,
      ReceiptSigner signer,
      JsonMapper json) {
    this.openings = openings;
    this.envelopes = envelopes;
    this.receipts = receipts;
    this.signer = signer;
    this.json = json;
  }

  Mono<SignedRecordView> make(UUID openingId, Tenant tenant) {
    return openings
        .get(openingId, tenant)
        .doOnNext(OpeningRecords::checkOpened)
        .flatMap(read -> lines(openingId).map(lines -> OpeningRecord.of(read, lines)))
        .flatMap(record -> signer.sign(json.writeValueAsBytes(record)))
        .map(SignedRecordView::of);
  }

  private Mono<List<OpeningRecord.Line>> lines(UUID openingId) {
    return envelopes.ofOpening(openingId).concatMap(this::line).collectList();
  }

  private Mono<OpeningRecord.Line> line(Envelope envelope) {
    return switch (envelope) {
      case Unsealed unsealed -> Mono.just(OpeningRecord.line(unsealed));
      case Closed closed ->
          receipts
              .find(closed.bid().envelopeId())
              .map(receipt -> Base64.getDecoder().decode(receipt.payload()))
              .map(payload -> OpeningRecord.line(closed, Sm3Hash.of(payload).hex()));
    };
  }

  private static void checkOpened(OpeningNow read) {
    if (!read.opening().hasOpenedAt(read.now())) {
      throw new ProblemException(
              CryptoProblem.OPENING_NOT_OPEN,
              "The opening opens at " + read.opening().opensAt() + ".")
          .with("opensAt", read.opening().opensAt())
          .with("serverTime", read.now());
    }
  }
}
