package org.bidseal.crypto.keyaudit;

import static org.bidseal.database.Columns.count;
import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.text;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import org.bidseal.smcrypto.Sm3Hash;

/// Where a key's chain ends, and the time of a use that would follow.
///
/// @param uses how many there are
/// @param hash zeros if there is none
/// @param time the database's, or that of the last use if it is later
public record KeyHead(long uses, Sm3Hash hash, Instant time) {
  /// The columns that [#read] needs, of [#JOIN].
  public static final String COLUMNS =
      """
      coalesce(u.sequence, 0) as u_uses, coalesce(u.head, repeat('0', 64)) as u_head,
      greatest(clock_timestamp(), u.recorded_at) as u_time
      """;

  /// Follows a `from` with a `k` that has a `key_id`.
  public static final String JOIN =
      """
      left join lateral (select sequence, head, recorded_at from key_use
                          where key_id = k.key_id order by sequence desc limit 1) u on true
      """;

  /// Reads a row that has [#COLUMNS].
  public static KeyHead read(Readable row) {
    return new KeyHead(
        count(row, "u_uses"), Sm3Hash.ofHex(text(row, "u_head")), instant(row, "u_time"));
  }

  /// The use, next in the chain.
  public RecordedUse following(KeyUse use) {
    return new RecordedUse(use, uses + 1, time, hash);
  }
}
