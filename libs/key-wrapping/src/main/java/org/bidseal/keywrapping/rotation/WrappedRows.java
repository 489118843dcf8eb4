package org.bidseal.keywrapping.rotation;

import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bidseal.keywrapping.Aad;
import org.bidseal.keywrapping.WrappedSecret;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Reads and replaces wrapped secrets of any registered column. Rows are found by their place
/// (`ctid`), in ranges of pages: that needs no index and no knowledge of primary keys. A row that
/// moved meanwhile is found by a later pass.
final class WrappedRows {
  private static final String VERSION = "substring(%s from 2 for 4)";

  private final DatabaseClient database;

  WrappedRows(DatabaseClient database) {
    this.database = database;
  }

  /// A row under an older version.
  ///
  /// @param place its `ctid`
  record Row(String place, WrappedSecret wrapped, Aad boundTo) {}

  /// How many rows there are of each version.
  Mono<SortedMap<Integer, Long>> versions(WrappedColumn column) {
    String version = VERSION.formatted(column.column());
    return database
        .sql(
            "select ('x' || encode(%s, 'hex'))::bit(32)::int as version, count(*) as rows from %s where %s is not null group by 1"
                .formatted(version, column.table(), column.column()))
        .map((Readable row) ->
            new Count(required(row, "version", Integer.class), required(row, "rows", Long.class)))
        .all()
        .collect(TreeMap::new, (counts, count) -> counts.put(count.version(), count.rows()));
  }

  private record Count(int version, long rows) {}

  /// Pages of the table, at least 1.
  Mono<Long> pages(WrappedColumn column) {
    return database
        .sql(
            "select greatest(pg_relation_size(cast(:table as regclass))"
                + " / current_setting('block_size')::bigint, 1)")
        .bind("table", column.table())
        .mapValue(Long.class)
        .one();
  }

  /// The rows of some pages that are under a version below the current one.
  Flux<Row> outdated(WrappedColumn column, int current, long fromPage, long toPage) {
    return database
        .sql(
            "select ctid::text as place, %s as wrapped%s from %s where ctid >= '(%d,0)'::tid and ctid < '(%d,0)'::tid and %s < int4send(cast(:current as integer))"
                .formatted(
                    column.column(),
                    fields(column),
                    column.table(),
                    fromPage,
                    toPage,
                    VERSION.formatted(column.column())))
        .bind("current", current)
        .map((Readable row) -> row(column, row))
        .all();
  }

  private static String fields(WrappedColumn column) {
    return IntStream.range(0, column.boundTo().size())
        .mapToObj(i -> ", " + column.boundTo().get(i) + "::text as bound_" + i)
        .collect(Collectors.joining());
  }

  private static Row row(WrappedColumn column, Readable row) {
    List<String> fields =
        IntStream.range(0, column.boundTo().size())
            .mapToObj(i -> required(row, "bound_" + i, String.class))
            .toList();
    return new Row(
        required(row, "place", String.class),
        WrappedSecret.decode(required(row, "wrapped", byte[].class)),
        new Aad(column.purpose(), fields));
  }

  /// Puts a secret wrapped anew in its place, if that has what was read: a nonce is never used
  /// twice, so the same bytes are the same secret, bound to the same fields.
  ///
  /// @return whether it was still there
  Mono<Boolean> replace(WrappedColumn column, Row row, WrappedSecret anew) {
    return database
        .sql(
            "update %1$s set %2$s = :new where ctid = cast(:place as tid) and %2$s = :old"
                .formatted(column.table(), column.column()))
        .bind("new", anew.encoded())
        .bind("place", row.place())
        .bind("old", row.wrapped().encoded())
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }
}
