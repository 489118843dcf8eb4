package org.bidseal.crypto.custody;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.stream.Collectors;
import org.bidseal.database.Columns;
import org.bidseal.keywrapping.Aad;
import org.bidseal.keywrapping.KeyWrapping;
import org.bidseal.keywrapping.SecretBytes;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.keywrapping.rotation.WrappedColumn;
import org.springframework.r2dbc.core.DatabaseClient;

/// All that a registered column holds.
record StoredSecrets(DatabaseClient database) {
  /// One of them, with what it is bound to.
  record Stored(WrappedSecret wrapped, Aad boundTo) {
    /// Whether these keys open it.
    boolean opensWith(KeyWrapping wrapping) {
      try (SecretBytes secret = wrapping.unwrap(wrapped, boundTo)) {
        return secret.length() > 0;
      }
    }
  }

  List<Stored> of(WrappedColumn column, String where) {
    String fields =
        column.boundTo().stream().map(name -> name + "::text").collect(Collectors.joining(", "));
    return database
        .sql(
            "select %s as wrapped, array[%s] as fields from %s where %s is not null and (%s)"
                .formatted(column.column(), fields, column.table(), column.column(), where))
        .map((Readable row) -> stored(column, row))
        .all()
        .collectList()
        .blockOptional()
        .orElseThrow();
  }

  private static Stored stored(WrappedColumn column, Readable row) {
    String[] fields = Columns.required(row, "fields", String[].class);
    return new Stored(
        WrappedSecret.decode(Columns.bytes(row, "wrapped")),
        new Aad(column.purpose(), List.of(fields)));
  }
}
