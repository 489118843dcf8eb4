package org.bidseal.database;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/// Columns that are `not null` in the migrations (or in the case at hand), read as non-null; and
/// parameters that may be null. A column that is null all the same is a defect: a
/// `NullPointerException` that names it.
public final class Columns {
  private Columns() {}

  /// A column's value.
  public static <T> T required(Readable row, String column, Class<T> type) {
    return Objects.requireNonNull(row.get(column, type), column);
  }

  /// A `uuid`.
  public static UUID uuid(Readable row, String column) {
    return required(row, column, UUID.class);
  }

  /// A `text`.
  public static String text(Readable row, String column) {
    return required(row, column, String.class);
  }

  /// A `timestamptz`.
  public static Instant instant(Readable row, String column) {
    return required(row, column, Instant.class);
  }

  /// A `boolean`.
  public static boolean flag(Readable row, String column) {
    return required(row, column, Boolean.class);
  }

  /// An `integer`.
  public static int number(Readable row, String column) {
    return required(row, column, Integer.class);
  }

  /// A `bigint`.
  public static long count(Readable row, String column) {
    return required(row, column, Long.class);
  }

  /// A `bytea`.
  public static byte[] bytes(Readable row, String column) {
    return required(row, column, byte[].class);
  }

  /// Binds a value or null.
  public static <T> GenericExecuteSpec nullable(
      GenericExecuteSpec sql, String name, @Nullable T value, Class<T> type) {
    return value == null ? sql.bindNull(name, type) : sql.bind(name, value);
  }
}
