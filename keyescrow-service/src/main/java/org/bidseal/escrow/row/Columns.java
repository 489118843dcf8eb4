package org.bidseal.escrow.row;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/// Columns and parameters of this service's rows.
public final class Columns {
  private Columns() {}

  /// A column that is not null.
  public static <T> T required(Readable row, String column, Class<T> type) {
    return Objects.requireNonNull(row.get(column, type), column);
  }

  /// An id that is not null.
  public static UUID uuid(Readable row, String column) {
    return required(row, column, UUID.class);
  }

  /// Text that is not null.
  public static String text(Readable row, String column) {
    return required(row, column, String.class);
  }

  /// A time that is not null.
  public static Instant instant(Readable row, String column) {
    return required(row, column, Instant.class);
  }

  /// A number that is not null.
  public static int number(Readable row, String column) {
    return required(row, column, Integer.class);
  }

  /// Binds a value or null.
  public static <T> GenericExecuteSpec nullable(
      GenericExecuteSpec sql, String name, @Nullable T value, Class<T> type) {
    return value == null ? sql.bindNull(name, type) : sql.bind(name, value);
  }
}
