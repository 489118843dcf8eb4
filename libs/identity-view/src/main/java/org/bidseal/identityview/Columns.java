package org.bidseal.identityview;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/// Columns declared `not null` in the migration, read as non-null.
final class Columns {

  private Columns() {}

  static UUID uuid(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, UUID.class), column);
  }

  static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }

  static Instant instant(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, Instant.class), column);
  }

  static boolean flag(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, Boolean.class), column);
  }
}
