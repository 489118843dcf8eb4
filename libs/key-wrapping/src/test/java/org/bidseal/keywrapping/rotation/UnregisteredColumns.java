package org.bidseal.keywrapping.rotation;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bidseal.database.Columns;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/// Compares the register with a schema: who adds a `bytea` column says whether it holds wrapped
/// secrets.
final class UnregisteredColumns {
  private UnregisteredColumns() {}

  /// `bytea` columns of the schema, as `table.column`, that are not registered; with a question
  /// mark, registered ones that the schema does not have.
  static Mono<Set<String>> find(DatabaseClient database, List<WrappedColumn> registered) {
    return database
        .sql(
            """
            select table_name || '.' || column_name as name from information_schema.columns
             where table_schema = current_schema() and data_type = 'bytea'
            """)
        .map((Readable row) -> Columns.text(row, "name"))
        .all()
        .collectList()
        .map(present -> {
          Set<String> found = new TreeSet<>(present);
          for (WrappedColumn column : registered) {
            if (!found.remove(column.name())) {
              found.add(column.name() + "?");
            }
          }
          return found;
        });
  }
}
