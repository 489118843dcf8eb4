package org.bidseal.crypto.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.bidseal.crypto.chain.CanonicalJson;
import org.bidseal.crypto.chain.ChainHead;
import org.bidseal.crypto.chain.EntryKind;
import org.bidseal.crypto.chain.OpeningChain;
import org.bidseal.crypto.opening.Opening;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.receipt.ReceiptAuthorities;
import org.bidseal.crypto.receipt.ReceiptFinisher;
import org.bidseal.crypto.receipt.ReceiptSigner;
import org.bidseal.crypto.receipt.SignedDocument;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.database.Transactions;
import org.bidseal.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Makes opening records. All bidders of an opening see the whole record once its time has come: an
/// opening is public among them.
@Service
@InRole(Role.KEY)
class OpeningRecords {
  private static final Logger LOG = LoggerFactory.getLogger(OpeningRecords.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Openings openings;
  private final OpeningChain chain;
  private final RecordHeads heads;
  private final ReceiptSigner signer;
  private final ReceiptAuthorities authorities;
  private final ReceiptFinisher finisher;
  private final Transactions transactions;
  private final JsonMapper json;

  OpeningRecords(
      Openings openings,
      OpeningChain chain,
      RecordHeads heads,
      ReceiptSigner signer,
      ReceiptAuthorities authorities,
      ReceiptFinisher finisher,
      Transactions transactions,
      JsonMapper json) {
    this.openings = openings;
    this.chain = chain;
    this.heads = heads;
    this.signer = signer;
    this.authorities = authorities;
    this.finisher = finisher;
    this.transactions = transactions;
    this.json = json;
  }

  /// Payload of OPENING_ENDED.
  record OpeningEnded(Instant windowEndsAt) {}

  /// A record, its entries yet to be read.
  ///
  /// @param certificates the head signer's first
  record Made(RecordHead.Complete head, List<String> certificates) {
    RecordDocument withoutEntries() {
      return new RecordDocument(
          RecordDocument.FORMAT,
          new RecordDocument.Head(
              head.head().payload().base64(),
              head.head().signature().base64(),
              certificates.getFirst(),
              head.timestamp().base64()),
          certificates,
          List.of());
    }
  }

  /// The record of an opening as it is now.
  ///
  /// @throws ProblemException (as the Mono's error) OPENING_NOT_OPEN before its time,
  ///   RECORD_NOT_READY while another service does not give what belongs to a record
  Mono<Made> make(UUID openingId, Tenant tenant) {
    return openings
        .get(openingId, tenant)
        .doOnNext(OpeningRecords::checkOpened)
        .flatMap(read -> signedHead(read).as(transactions::inTransaction))
        .flatMap(this::complete)
        .flatMap(this::withCertificates);
  }

  /// The texts of a record's entries.
  Flux<String> entries(Made made) {
    return chain.texts(made.head().head().openingId(), made.head().head().entries());
  }

  private Mono<RecordHead> signedHead(OpeningNow read) {
    UUID openingId = read.opening().openingId();
    return noteEnd(read)
        .then(Mono.defer(() -> chain.head(openingId)))
        .flatMap(head ->
            heads
                .find(openingId, head.entries())
                .switchIfEmpty(Mono.defer(() -> sign(read, head))));
  }

  /// Nothing happens at the end of the window, so whoever asks first afterwards writes it down.
  private Mono<Void> noteEnd(OpeningNow read) {
    UUID openingId = read.opening().openingId();
    Instant end = read.opening().windowEndsAt();
    return read.phase() != Opening.Phase.ENDED
        ? Mono.empty()
        : chain
            .has(openingId, EntryKind.OPENING_ENDED, end)
            .filter(noted -> !noted)
            .flatMap(_ -> chain.lockHead(openingId))
            .flatMap(_ -> chain.has(openingId, EntryKind.OPENING_ENDED, end))
            .filter(noted -> !noted)
            .flatMap(_ -> chain.append(openingId, EntryKind.OPENING_ENDED, new OpeningEnded(end)));
  }

  private Mono<RecordHead> sign(OpeningNow read, ChainHead head) {
    String statement = CanonicalJson.of(json.valueToTree(HeadStatement.of(read, head)));
    UUID openingId = read.opening().openingId();
    return signer
        .sign(statement.getBytes(UTF_8))
        .map(signed -> head(openingId, head, signed))
        .flatMap(heads::insert)
        .then(Mono.defer(() -> heads.find(openingId, head.entries())));
  }

  private static RecordHead head(UUID openingId, ChainHead head, SignedDocument signed) {
    return new RecordHead(
        openingId,
        head.entries(),
        signed.signerId(),
        signed.payload(),
        signed.signature(),
        null,
        null);
  }

  private Mono<RecordHead.Complete> complete(RecordHead head) {
    return Mono.justOrEmpty(head.complete()).switchIfEmpty(Mono.defer(() -> askFor(head)));
  }

  private Mono<RecordHead.Complete> askFor(RecordHead head) {
    return Mono.zip(authorities.timestamp(head.signature()), authorities.certificates())
        .timeout(PATIENCE)
        .onErrorMap(OpeningRecords::notReady)
        .flatMap(both -> heads.complete(head, both.getT1(), both.getT2()))
        .then(Mono.defer(() -> heads.find(head.openingId(), head.entries())))
        .flatMap(completed -> Mono.justOrEmpty(completed.complete()));
  }

  private Mono<Made> withCertificates(RecordHead.Complete head) {
    return signers(head)
        .switchIfEmpty(Mono.defer(() -> finisher.finishSoon().then(signers(head))))
        .switchIfEmpty(Mono.error(() -> notReady("The receipts' certificate is not issued yet.")))
        .map(signers ->
            new Made(head, Stream.concat(signers.stream(), head.authorities().stream()).toList()));
  }

  /// Empty while one is missing.
  private Mono<List<String>> signers(RecordHead.Complete head) {
    return heads
        .signers(head.head())
        .collectList()
        .filter(all -> all.stream().noneMatch(String::isEmpty));
  }

  private static ProblemException notReady(Throwable error) {
    LOG.warn("an opening record waits for other services: {}", error.toString());
    return notReady("The timestamp or the authorities' certificates are not there yet.");
  }

  private static ProblemException notReady(String detail) {
    return new ProblemException(CryptoProblem.RECORD_NOT_READY, detail).retryAfter(PAUSE);
  }

  /// @throws ProblemException OPENING_NOT_OPEN before the opening's time
  static void checkOpened(OpeningNow read) {
    if (!read.opening().hasOpenedAt(read.now())) {
      throw new ProblemException(
              CryptoProblem.OPENING_NOT_OPEN,
              "The opening opens at " + read.opening().opensAt() + ".")
          .with("opensAt", read.opening().opensAt())
          .with("serverTime", read.now());
    }
  }
}
