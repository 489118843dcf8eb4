package org.bidseal.identity.rows;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/// Columns declared `not null` in the migrations, read as non-null.
public final class Columns {

  private Columns() {}

  public static UUID uuid(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, UUID.class), column);
  }

  public static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }

  public static Instant instant(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, Instant.class), column);
  }

  public static boolean flag(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, Boolean.class), column);
  }

  public static int number(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, Integer.class), column);
  }

  public static long count(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, Long.class), column);
  }

  public static byte[] bytes(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, byte[].class), column);
  }
}
