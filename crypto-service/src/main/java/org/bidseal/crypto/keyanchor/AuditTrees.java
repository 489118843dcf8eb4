package org.bidseal.crypto.keyanchor;

import static org.bidseal.database.Columns.bytes;
import static org.bidseal.database.Columns.count;
import static org.bidseal.database.Columns.flag;
import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.required;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.receipt.ReceiptAuthorities;
import org.bidseal.crypto.receipt.SignedDocument;
import org.bidseal.crypto.receipt.TimestampColumns;
import org.bidseal.crypto.receipt.Timestamped;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.smcrypto.Sm3Hash;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Rows of trees and of the keys' places in them.
@Component
class AuditTrees implements Timestamped {
  private static final String LOCK =
      "select pg_try_advisory_xact_lock(hashtextextended('bidseal.key-anchor', 0)) as mine";

  private static final String LAST =
      """
      select number, root, made_at <= clock_timestamp() - :seconds * interval '1 second' as due
        from key_audit_tree order by number desc limit 1
      """;

  /// Keys with the ends of their chains, be it that nothing is left of one, and where they were
  /// anchored last.
  private static final String KEYS =
      """
      select k.key_id, coalesce(u.sequence, 0) as uses, coalesce(u.head, repeat('0', 64)) as head,
             coalesce(a.uses, 0) as anchored_uses,
             coalesce(a.head, repeat('0', 64)) as anchored_head
        from split_key k
        left join lateral (select sequence, head from key_use
                            where key_id = k.key_id order by sequence desc limit 1) u on true
        left join lateral (select uses, head from key_anchor
                            where key_id = k.key_id order by number desc limit 1) a on true
       where k.key_id > :after order by k.key_id limit :most
      """;

  private static final String INSERT =
      """
      insert into key_audit_tree (tree_id, number, keys, root, made_at, signer_id, payload,
                                  signature)
      values (:id, :number, :keys, :root, :made, :signer, :payload, :signature)
      """;

  private static final String ANCHOR =
      """
      insert into key_anchor (key_id, number, uses, head, position, path)
      values (:key, :number, :uses, :head, :position, :path)
      """;

  private static final String ADD_AUTHORITIES =
      "update key_audit_tree set authorities = :authorities where tree_id = :id";

  private static final String PROOF =
      """
      select a.uses, a.head, a.position, a.path, t.payload, t.signature, t.timestamp_token,
             t.authorities, s.certificate
        from key_anchor a
        join key_audit_tree t using (number)
        join receipt_signer s using (signer_id)
       where a.key_id = :key and a.uses >= :sequence and a.number >= :number
         and t.timestamp_token is not null and s.certificate is not null
       order by a.number limit 1
      """;

  private final DatabaseClient database;
  private final TimestampColumns columns;
  private final ReceiptAuthorities authorities;
  private final Ids ids;

  AuditTrees(DatabaseClient database, ReceiptAuthorities authorities, Ids ids) {
    this.database = database;
    this.columns = new TimestampColumns(database, "key_audit_tree", "tree_id");
    this.authorities = authorities;
    this.ids = ids;
  }

  /// The last tree.
  ///
  /// @param due whether it is older than the interval
  record Last(long number, Sm3Hash root, boolean due) {}

  /// A key as the tables have it.
  ///
  /// @param anchored where it was anchored last; 0 uses if it never was
  record Key(KeyAnchor now, KeyAnchor anchored) {}

  /// A key's place in a tree, with what was signed of it.
  record Place(
      KeyAnchor anchor,
      long position,
      List<Sm3Hash> path,
      Octets payload,
      Octets signature,
      String certificate,
      Octets timestamp,
      List<String> authorities) {}

  /// Whether nobody else makes a tree; none will until the transaction ends.
  Mono<Boolean> lock() {
    return database.sql(LOCK).map(row -> flag(row, "mine")).one();
  }

  /// The last tree; empty if there is none.
  Mono<Last> last(Duration interval) {
    return database
        .sql(LAST)
        .bind("seconds", interval.toSeconds())
        .map(row ->
            new Last(count(row, "number"), Sm3Hash.ofHex(text(row, "root")), flag(row, "due")))
        .one();
  }

  Mono<Instant> now() {
    return database.sql("select clock_timestamp() as now").map(row -> instant(row, "now")).one();
  }

  /// Keys after one, in order.
  Flux<Key> keys(UUID after, int most) {
    return database
        .sql(KEYS)
        .bind("after", after)
        .bind("most", most)
        .map((Readable row) -> key(row))
        .all();
  }

  Mono<Void> insert(TreeStatement tree, SignedDocument signed) {
    return database
        .sql(INSERT)
        .bind("id", ids.next())
        .bind("number", tree.number())
        .bind("keys", tree.keys())
        .bind("root", tree.root())
        .bind("made", tree.madeAt())
        .bind("signer", signed.signerId())
        .bind("payload", signed.payload().bytes())
        .bind("signature", signed.signature().bytes())
        .then();
  }

  Mono<Void> anchor(KeyAnchor key, long number, int position, byte[] path) {
    return database
        .sql(ANCHOR)
        .bind("key", key.keyId())
        .bind("number", number)
        .bind("uses", key.uses())
        .bind("head", key.head().hex())
        .bind("position", (long) position)
        .bind("path", path)
        .then();
  }

  /// The first place of a key in a tree from a number on that has all up to a use; empty while
  /// there is none with a timestamp.
  Mono<Place> place(UUID keyId, long sequence, long number) {
    return database
        .sql(PROOF)
        .bind("key", keyId)
        .bind("sequence", sequence)
        .bind("number", number)
        .map(row -> place(keyId, row))
        .one();
  }

  @Override
  public String what() {
    return "a tree of keys' uses";
  }

  @Override
  public Flux<Untimed> claimUntimed(int most) {
    return columns.claim(most);
  }

  /// The authorities' certificates first: a tree with its timestamp has all that a proof needs.
  @Override
  public Mono<Void> addTimestamp(UUID treeId, Octets token) {
    return authorities
        .certificates()
        .flatMap(certificates ->
            database
                .sql(ADD_AUTHORITIES)
                .bind("authorities", certificates.toArray(String[]::new))
                .bind("id", treeId)
                .then())
        .then(columns.add(treeId, token))
        .then();
  }

  private static Key key(Readable row) {
    UUID keyId = uuid(row, "key_id");
    return new Key(
        new KeyAnchor(keyId, count(row, "uses"), Sm3Hash.ofHex(text(row, "head"))),
        new KeyAnchor(
            keyId, count(row, "anchored_uses"), Sm3Hash.ofHex(text(row, "anchored_head"))));
  }

  private static Place place(UUID keyId, Readable row) {
    return new Place(
        new KeyAnchor(keyId, count(row, "uses"), Sm3Hash.ofHex(text(row, "head"))),
        count(row, "position"),
        AuditTree.hashes(bytes(row, "path")),
        Octets.of(bytes(row, "payload")),
        Octets.of(bytes(row, "signature")),
        text(row, "certificate"),
        Octets.of(bytes(row, "timestamp_token")),
        List.of(required(row, "authorities", String[].class)));
  }
}
