package org.bidseal.crypto.testkit;

import java.util.UUID;
import org.bidseal.keywrapping.WrappedSecret;
import org.springframework.r2dbc.core.DatabaseClient;

/// Bids that wait to be decrypted, as rows only: what a queue sees of them.
public final class WaitingBids {
  private final DatabaseClient database;
  private final UUID platformId = UUID.randomUUID();

  public WaitingBids(DatabaseClient database) {
    this.database = database;
  }

  /// An opening whose time has come.
  public UUID opening() {
    UUID openingId = UUID.randomUUID();
    database
        .sql(
            """
            insert into opening (opening_id, platform_id, tender_id, lot_id, name, deadline, opens_at,
                window_minutes)
            values (:opening, :platform, :tender, '1', 'Road', clock_timestamp(), clock_timestamp(), 60)
            """)
        .bind("opening", openingId)
        .bind("platform", platformId)
        .bind("tender", openingId.toString())
        .then()
        .block();
    return openingId;
  }

  /// A bid and its job, which has the bid's id.
  public UUID bid(UUID openingId, long size) {
    UUID id = UUID.randomUUID();
    database
        .sql(
            """
            insert into envelope (envelope_id, opening_id, platform_id, enterprise_id, file_name,
                file_size, sealing, state, job_id, job_session_id)
            values (:id, :opening, :platform, :id, 'bid', :size, 'BIDDER', 'DECRYPTING', :id, :id)
            """)
        .bind("id", id)
        .bind("opening", openingId)
        .bind("platform", platformId)
        .bind("size", size)
        .then()
        .then(
            database
                .sql(
                    """
                    insert into decryption_job (job_id, envelope_id, state, file_key)
                    values (:id, :id, 'REQUESTED', :key)
                    """)
                .bind("id", id)
                .bind("key", WrappedSecret.of(1, new byte[12], new byte[32]).encoded())
                .then())
        .block();
    return id;
  }

  /// Takes all of them away again, so that no worker finds them.
  public void clear() {
    database
        .sql(
            """
            delete from decryption_job where envelope_id in
                (select envelope_id from envelope where platform_id = :platform)
            """)
        .bind("platform", platformId)
        .then()
        .block();
  }
}
