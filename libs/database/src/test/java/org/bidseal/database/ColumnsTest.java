package org.bidseal.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.testsupport.ServiceTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.test.StepVerifier;

@ServiceTest(database = "libdatabase")
class ColumnsTest {
  private static final UUID ID = new UUID(1, 2);

  @Autowired private DatabaseClient client;

  private record Everything(
      UUID id, String text, Instant at, boolean flag, int number, long count, String bytes) {}

  @Test
  void everyTypeIsRead() {
    client
        .sql(
            """
            select cast(:id as uuid) as id, 'text' as text, timestamptz '2026-01-02T03:04:05Z' as at,
              true as flag, 7 as number, 8::bigint as count, '\\x6869'::bytea as bytes
            """)
        .bind("id", ID)
        .map(row ->
            new Everything(
                Columns.uuid(row, "id"),
                Columns.text(row, "text"),
                Columns.instant(row, "at"),
                Columns.flag(row, "flag"),
                Columns.number(row, "number"),
                Columns.count(row, "count"),
                new String(Columns.bytes(row, "bytes"), StandardCharsets.UTF_8)))
        .one()
        .as(StepVerifier::create)
        .expectNext(
            new Everything(ID, "text", Instant.parse("2026-01-02T03:04:05Z"), true, 7, 8, "hi"))
        .verifyComplete();
  }

  @Test
  void aNullWhereNoneMayBeIsNamed() {
    client
        .sql("select cast(null as text) as missing")
        .map(row -> Columns.text(row, "missing"))
        .one()
        .as(StepVerifier::create)
        .verifyErrorSatisfies(error ->
            assertThat(error).isInstanceOf(NullPointerException.class).hasMessage("missing"));
  }

  @Test
  void aParameterMayBeNull() {
    assertThat(coalesced("given")).isEqualTo("given");
    assertThat(coalesced(null)).isEqualTo("none");
  }

  private String coalesced(@Nullable String value) {
    return Columns.nullable(
            client.sql("select coalesce(cast(:value as text), 'none') as value"),
            "value",
            value,
            String.class)
        .map(row -> Columns.text(row, "value"))
        .one()
        .blockOptional()
        .orElseThrow();
  }
}
