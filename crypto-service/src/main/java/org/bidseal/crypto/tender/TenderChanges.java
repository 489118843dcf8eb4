package org.bidseal.crypto.tender;

import static org.bidseal.database.Columns.flag;
import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.problem.ProblemException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Rows of changes, and what they mean for bids.
@Component
public class TenderChanges {
  private static final String INSERT =
      """
      insert into tender_change (change_id, opening_id, title, document_sm3)
      values (:change, :opening, :title, :sm3)
      """;

  /// The bids change with it, for whoever watches them: their confirmation is missing now.
  private static final String TOUCH =
      """
      update envelope set state = state where opening_id = :opening and state = 'SEALED'
      """;

  /// Of an `envelope e` of an `opening o`: whether [#isExcluded].
  public static final String IS_EXCLUDED =
      """
      (o.unconfirmed_bids = 'EXCLUDED'
       and exists (select 1 from bid_to_confirm b where b.envelope_id = e.envelope_id))
      """;

  private static final String EXCLUDED =
      "select"
          + IS_EXCLUDED
          + """
            as excluded
            from envelope e join opening o using (opening_id)
           where e.envelope_id = :envelope
          """;

  private static final String TO_CONFIRM =
      """
      select c.* from bid_to_confirm b join tender_change c using (change_id)
       where b.envelope_id = :envelope
      """;

  private final DatabaseClient database;

  TenderChanges(DatabaseClient database) {
    this.database = database;
  }

  Mono<Void> insert(UUID changeId, UUID openingId, String title, String documentSm3) {
    return database
        .sql(INSERT)
        .bind("change", changeId)
        .bind("opening", openingId)
        .bind("title", title)
        .bind("sm3", documentSm3)
        .then()
        .then(database.sql(TOUCH).bind("opening", openingId).then());
  }

  /// All changes, the first one first.
  Flux<TenderChange> ofOpening(UUID openingId) {
    return database
        .sql("select * from tender_change where opening_id = :opening order by changed_at")
        .bind("opening", openingId)
        .map((Readable row) -> change(row))
        .all();
  }

  /// The enterprises that have a sealed bid, members of consortiums too, each once.
  Flux<UUID> bidders(UUID openingId) {
    return database
        .sql(
            "select distinct b.enterprise_id from envelope e join bidder b using (bid_id)"
                + " where e.opening_id = :opening and e.state = 'SEALED' order by 1")
        .bind("opening", openingId)
        .mapValue(UUID.class)
        .all();
  }

  /// The change that the bidder of a sealed bid has yet to confirm; empty if there is none.
  public Mono<TenderChange> toConfirm(UUID envelopeId) {
    return database
        .sql(TO_CONFIRM)
        .bind("envelope", envelopeId)
        .map((Readable row) -> change(row))
        .one();
  }

  /// The latest change of an envelope's tender; empty if it never changed.
  public Mono<UUID> ofEnvelopeLatest(UUID envelopeId) {
    return database
        .sql(
            "select c.change_id from tender_change c join envelope e using (opening_id)"
                + " where e.envelope_id = :envelope order by c.changed_at desc limit 1")
        .bind("envelope", envelopeId)
        .mapValue(UUID.class)
        .one();
  }

  /// Whether a bid is not to be opened because its bidder did not confirm it and its opening takes
  /// no such bids.
  public Mono<Boolean> isExcluded(UUID envelopeId) {
    return database
        .sql(EXCLUDED)
        .bind("envelope", envelopeId)
        .map(row -> flag(row, "excluded"))
        .one();
  }

  /// Errs if {@link #isExcluded} is so.
  ///
  /// @throws ProblemException (as the Mono's error) {@link CryptoProblem#BID_NOT_CONFIRMED}
  public Mono<Void> requireNotExcluded(UUID envelopeId) {
    return isExcluded(envelopeId)
        .flatMap(excluded ->
            excluded
                ? Mono.error(
                    new ProblemException(
                        CryptoProblem.BID_NOT_CONFIRMED,
                        "The tender changed after the seal and the bidder did not confirm."))
                : Mono.empty());
  }

  private static TenderChange change(Readable row) {
    return new TenderChange(
        uuid(row, "change_id"),
        text(row, "title"),
        text(row, "document_sm3"),
        instant(row, "changed_at"));
  }
}
