package org.bidseal.crypto.chain;

import static org.bidseal.database.Columns.count;
import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.smcrypto.Sm3Hash;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// The chains of all openings. An entry is appended in the transaction of what it tells, so neither
/// is there without the other, and from that moment a change of it shows.
///
/// Appends to one chain follow one another: each holds the chain's row until its transaction ends.
/// So an append is the last thing that a transaction does, and whatever may wait for others comes
/// before it (docs/adr/0009-the-opening-record-is-a-chain.md).
@Component
public class OpeningChain {
  private static final String LOCK =
      """
      select entries, head_hash, last_at, clock_timestamp() as now
        from opening_chain where opening_id = :opening for update
      """;

  private static final String BEGIN =
      """
      insert into opening_chain (opening_id) values (:opening) on conflict (opening_id) do nothing
      """;

  private static final String APPEND =
      """
      with entry as (
        insert into opening_chain_entry (opening_id, sequence, kind, recorded_at, payload,
                                         previous_hash, hash)
        values (:opening, :sequence, :kind, :time, :payload, :previous, :hash))
      update opening_chain set entries = :sequence, head_hash = :hash, last_at = :time
       where opening_id = :opening
      """;

  private static final String ENTRIES =
      """
      select * from opening_chain_entry
       where opening_id = :opening and sequence > :after and sequence <= :last order by sequence
      """;

  private static final long PAGE = 200;

  private final DatabaseClient database;
  private final JsonMapper json;

  OpeningChain(DatabaseClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /// Where a chain ends, and the database's time.
  private record Locked(ChainHead head, Instant now) {
    Instant notBeforeLast() {
      return now.isBefore(head.lastAt()) ? head.lastAt() : now;
    }
  }

  /// Appends an entry in the caller's transaction, which should have nothing left to do.
  ///
  /// @param payload becomes a JSON object of texts, integers, booleans, arrays and objects
  public Mono<Void> append(UUID openingId, EntryKind kind, Object payload) {
    String canonical = CanonicalJson.of(json.valueToTree(payload));
    return lock(openingId)
        .switchIfEmpty(Mono.defer(() -> begin(openingId)))
        .map(locked -> following(openingId, locked, kind, canonical))
        .flatMap(this::insert);
  }

  /// Where the chain ends; empty if it has not begun.
  public Mono<ChainHead> head(UUID openingId) {
    return database
        .sql("select * from opening_chain where opening_id = :opening")
        .bind("opening", openingId)
        .map(OpeningChain::headOf)
        .one();
  }

  /// The same, and it stays so until the transaction ends.
  public Mono<ChainHead> lockHead(UUID openingId) {
    return lock(openingId).map(Locked::head);
  }

  /// The texts of the first entries, in order, each a JSON object. Read page by page, so that who
  /// takes them slowly holds no connection of the database.
  public Flux<String> texts(UUID openingId, long entries) {
    int pages = Math.toIntExact(Math.ceilDiv(entries, PAGE));
    return Flux.range(0, pages)
        .concatMap(page -> page(openingId, page * PAGE, Math.min(entries, (page + 1) * PAGE)), 1)
        .concatMapIterable(texts -> texts);
  }

  private Mono<List<String>> page(UUID openingId, long after, long last) {
    return database
        .sql(ENTRIES)
        .bind("opening", openingId)
        .bind("after", after)
        .bind("last", last)
        .map(row -> entry(row).text(Sm3Hash.ofHex(text(row, "hash"))))
        .all()
        .collectList();
  }

  /// Whether the chain has an entry of a kind since a time.
  public Mono<Boolean> has(UUID openingId, EntryKind kind, Instant since) {
    return database
        .sql(
            "select exists (select 1 from opening_chain_entry where opening_id = :opening"
                + " and kind = :kind and recorded_at >= :since)")
        .bind("opening", openingId)
        .bind("kind", kind.name())
        .bind("since", since)
        .mapValue(Boolean.class)
        .one();
  }

  private Mono<Locked> lock(UUID openingId) {
    return database.sql(LOCK).bind("opening", openingId).map(OpeningChain::locked).one();
  }

  private Mono<Locked> begin(UUID openingId) {
    return database
        .sql(BEGIN)
        .bind("opening", openingId)
        .fetch()
        .rowsUpdated()
        .then(Mono.defer(() -> lock(openingId)));
  }

  private static ChainEntry following(
      UUID openingId, Locked locked, EntryKind kind, String payload) {
    ChainHead head = locked.head();
    return new ChainEntry(
        openingId, head.entries() + 1, kind.name(), locked.notBeforeLast(), payload, head.hash());
  }

  private Mono<Void> insert(ChainEntry entry) {
    return database
        .sql(APPEND)
        .bind("opening", entry.openingId())
        .bind("sequence", entry.sequence())
        .bind("kind", entry.kind())
        .bind("time", entry.time())
        .bind("payload", entry.payload())
        .bind("previous", entry.previousHash().hex())
        .bind("hash", entry.hash().hex())
        .fetch()
        .rowsUpdated()
        .then();
  }

  private static Locked locked(Readable row) {
    return new Locked(headOf(row), instant(row, "now"));
  }

  private static ChainHead headOf(Readable row) {
    return new ChainHead(
        count(row, "entries"), Sm3Hash.ofHex(text(row, "head_hash")), instant(row, "last_at"));
  }

  private static ChainEntry entry(Readable row) {
    return new ChainEntry(
        uuid(row, "opening_id"),
        count(row, "sequence"),
        text(row, "kind"),
        instant(row, "recorded_at"),
        text(row, "payload"),
        Sm3Hash.ofHex(text(row, "previous_hash")));
  }
}
