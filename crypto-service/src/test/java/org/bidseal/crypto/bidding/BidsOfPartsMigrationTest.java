package org.bidseal.crypto.bidding;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bidseal.embedded.Database;
import org.bidseal.testsupport.servers.TestServers;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What lies in the database when bids of several parts come, and what instances of before still
/// write beside the new ones.
class BidsOfPartsMigrationTest {
  private static final UUID PLATFORM = UUID.randomUUID();
  private static final UUID ONE = UUID.randomUUID();
  private static final UUID OTHER = UUID.randomUUID();

  private final Database own = TestServers.get().freshDatabase("crypto_v10");
  private final UUID firstLot = UUID.randomUUID();
  private final UUID secondLot = UUID.randomUUID();

  @BeforeEach
  void fill() throws SQLException {
    migrate("9");
    try (Connection connection = connect();
        Statement sql = connection.createStatement()) {
      opening(sql, firstLot, "1");
      opening(sql, secondLot, "2");
      for (UUID enterprise : List.of(ONE, ONE, OTHER)) {
        announce(sql, firstLot, enterprise);
      }
      announce(sql, secondLot, ONE);
    }
    migrate("10");
  }

  @Test
  void everyEnvelopeBelongsToABidOfItsEnterpriseForItsOpening() throws SQLException {
    assertThat(
            strings(
                """
                select count(distinct e.bid_id) || ' ' || count(*) || ' ' || count(distinct e.opening_id)
                  from envelope e join bidder b using (bid_id)
                 where b.enterprise_id = e.enterprise_id and b.position = 0
                """))
        .containsExactly("3 4 2");
    assertThat(strings("select distinct platform_id || tender_id from bid"))
        .containsExactly(PLATFORM + "T-1");
    assertThat(strings("select distinct stage from opening")).containsExactly("WHOLE");
  }

  @Test
  void anEnvelopeOfAnInstanceOfBeforeJoinsTheBid() throws SQLException {
    UUID newcomer = UUID.randomUUID();
    try (Connection connection = connect();
        Statement sql = connection.createStatement()) {
      announce(sql, firstLot, ONE);
      announce(sql, firstLot, newcomer);
      announce(sql, firstLot, newcomer);
    }
    assertThat(
            strings(
                """
                select count(distinct bid_id)::text from envelope
                 where opening_id = '%s' group by enterprise_id
                """
                    .formatted(firstLot)))
        .containsExactly("1", "1", "1");
    assertThat(strings("select count(*)::text from bid")).containsExactly("4");
  }

  private void migrate(String target) {
    Flyway.configure()
        .dataSource(own.jdbcUrl(), own.role(), own.password())
        .locations("classpath:db/migration", "classpath:db/identity-view")
        .target(target)
        .load()
        .migrate();
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(own.jdbcUrl(), own.role(), own.password());
  }

  private static void opening(Statement sql, UUID openingId, String lot) throws SQLException {
    sql.execute(
        """
        insert into opening (opening_id, platform_id, tender_id, lot_id, name, deadline, opens_at,
            window_minutes)
        values ('%s', '%s', 'T-1', '%s', 'Road', now() + interval '1 hour', now() + interval '1 hour', 60)
        """
            .formatted(openingId, PLATFORM, lot));
  }

  private static void announce(Statement sql, UUID openingId, UUID enterprise) throws SQLException {
    sql.execute(
        """
        insert into envelope (envelope_id, opening_id, platform_id, enterprise_id, file_name,
            file_size, sealing, state)
        values ('%s', '%s', '%s', '%s', 'bid', 10, 'BIDDER', 'DRAFT')
        """
            .formatted(UUID.randomUUID(), openingId, PLATFORM, enterprise));
  }

  private List<String> strings(String query) throws SQLException {
    try (Connection connection = connect();
        Statement sql = connection.createStatement();
        ResultSet rows = sql.executeQuery(query)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }
}
