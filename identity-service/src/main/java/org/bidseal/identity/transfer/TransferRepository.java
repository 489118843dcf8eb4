package org.bidseal.identity.transfer;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.database.Columns;
import org.bidseal.identity.picture.Picture;
import org.bidseal.identity.transfer.AdministratorTransfer.Content;
import org.bidseal.identity.transfer.AdministratorTransfer.Party;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Component
final class TransferRepository {

  private static final int SIGNATURE_BYTES = 64;

  private static final String SELECT =
      """
      select t.*, t.sign_until <= clock_timestamp() as expired, e.name as enterprise_name,
             f.name as from_name, s.name as to_name
        from administrator_transfer t
        join enterprise e using (enterprise_id)
        join person f on f.person_id = t.from_person_id
        join person s on s.person_id = t.to_person_id
      """;

  private final DatabaseClient database;

  TransferRepository(DatabaseClient database) {
    this.database = database;
  }

  /// Writes down a transfer that is to be signed, within ten minutes.
  Mono<Void> insertToSign(UUID transferId, Wish wish, UUID certificateId) {
    return wished(
            """
            insert into administrator_transfer (transfer_id, enterprise_id, from_person_id,
              to_person_id, acknowledged_bids, state, certificate_id, sign_until)
            values (:id, :enterprise, :from, :to, :bids, 'TO_SIGN', :certificate,
              clock_timestamp() + interval '10 minutes')
            """,
            transferId,
            wish)
        .bind("certificate", certificateId)
        .then();
  }

  /// Writes down a letter. Errs with a DuplicateKeyException if one of the enterprise is open.
  Mono<Void> insertLetter(UUID transferId, Wish wish, Picture letter) {
    return wished(
            """
            insert into administrator_transfer (transfer_id, enterprise_id, from_person_id,
              to_person_id, acknowledged_bids, state, letter)
            values (:id, :enterprise, :from, :to, :bids, 'SUBMITTED', :letter)
            """,
            transferId,
            wish)
        .bind("letter", letter.bytes())
        .then();
  }

  private GenericExecuteSpec wished(String sql, UUID transferId, Wish wish) {
    return database
        .sql(sql)
        .bind("id", transferId)
        .bind("enterprise", wish.enterpriseId())
        .bind("from", wish.administratorId())
        .bind("to", wish.successorId())
        .bind("bids", wish.acknowledgedBids().toArray(UUID[]::new));
  }

  /// Writes the state that the transfer moved to; its row is locked.
  Mono<Void> update(AdministratorTransfer transfer) {
    return switch (transfer) {
      case AdministratorTransfer.ToSign _,
          AdministratorTransfer.Expired _,
          AdministratorTransfer.Submitted _ ->
          Mono.empty();
      case AdministratorTransfer.Signed signed ->
          decide(transfer, signed.decidedAt(), Hex.encode(signed.signature().raw()), null, null);
      case AdministratorTransfer.Approved approved ->
          decide(transfer, approved.decidedAt(), null, approved.reviewerId(), null);
      case AdministratorTransfer.Rejected rejected ->
          decide(transfer, rejected.decidedAt(), null, rejected.reviewerId(), rejected.reason());
    };
  }

  private Mono<Void> decide(
      AdministratorTransfer transfer,
      Instant at,
      @Nullable String signature,
      @Nullable UUID reviewer,
      @Nullable String reason) {
    var spec =
        database
            .sql(
                """
                update administrator_transfer
                set state = :state, decided_at = :at, signature = :signature,
                  reviewer_id = :reviewer, reason = :reason
                where transfer_id = :id
                """)
            .bind("id", transfer.content().transferId())
            .bind("state", transfer.state())
            .bind("at", at);
    spec = Columns.nullable(spec, "signature", signature, String.class);
    spec = Columns.nullable(spec, "reviewer", reviewer, UUID.class);
    return Columns.nullable(spec, "reason", reason, String.class).then();
  }

  /// The transfer, locked until the transaction ends.
  Mono<AdministratorTransfer> lock(UUID transferId) {
    return one(SELECT + " where transfer_id = :id for update of t", transferId);
  }

  Mono<AdministratorTransfer> find(UUID transferId) {
    return one(SELECT + " where transfer_id = :id", transferId);
  }

  private Mono<AdministratorTransfer> one(String sql, UUID transferId) {
    return database.sql(sql).bind("id", transferId).map(TransferRepository::transfer).one();
  }

  /// The photo of a letter; empty for a transfer by signature.
  Mono<byte[]> letter(UUID transferId) {
    return database
        .sql(
            "select letter from administrator_transfer"
                + " where transfer_id = :id and letter is not null")
        .bind("id", transferId)
        .map(row -> Columns.bytes(row, "letter"))
        .one();
  }

  /// Transfers in a state, the oldest first.
  Flux<AdministratorTransfer> inState(String state, int limit) {
    return database
        .sql(SELECT + " where t.state = :state order by asked_at limit :n")
        .bind("state", state)
        .bind("n", limit)
        .map(TransferRepository::transfer)
        .all();
  }

  private static AdministratorTransfer transfer(Readable row) {
    var content =
        new Content(
            Columns.uuid(row, "transfer_id"),
            Columns.uuid(row, "enterprise_id"),
            Columns.text(row, "enterprise_name"),
            new Party(Columns.uuid(row, "from_person_id"), Columns.text(row, "from_name")),
            new Party(Columns.uuid(row, "to_person_id"), Columns.text(row, "to_name")),
            List.of(Columns.required(row, "acknowledged_bids", UUID[].class)),
            Columns.instant(row, "asked_at"));
    String state = Columns.text(row, "state");
    return switch (state) {
      case "TO_SIGN" ->
          Columns.flag(row, "expired")
              ? new AdministratorTransfer.Expired(content, Columns.uuid(row, "certificate_id"))
              : new AdministratorTransfer.ToSign(content, Columns.uuid(row, "certificate_id"));
      case "SIGNED" ->
          new AdministratorTransfer.Signed(
              content,
              Columns.uuid(row, "certificate_id"),
              Sm2Signature.ofRaw(Hex.decode(Columns.text(row, "signature"), SIGNATURE_BYTES)),
              Columns.instant(row, "decided_at"));
      case "SUBMITTED" -> new AdministratorTransfer.Submitted(content);
      case "APPROVED" ->
          new AdministratorTransfer.Approved(
              content, Columns.uuid(row, "reviewer_id"), Columns.instant(row, "decided_at"));
      case "REJECTED" ->
          new AdministratorTransfer.Rejected(
              content,
              Columns.text(row, "reason"),
              Columns.uuid(row, "reviewer_id"),
              Columns.instant(row, "decided_at"));
      default -> throw new IllegalStateException("Unknown state of a transfer: " + state);
    };
  }
}
