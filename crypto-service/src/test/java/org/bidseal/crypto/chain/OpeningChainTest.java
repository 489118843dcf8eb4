package org.bidseal.crypto.chain;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bidseal.database.Transactions;
import org.bidseal.testsupport.ServiceTest;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest(database = "crypto")
class OpeningChainTest {
  private static final Logger LOG = LoggerFactory.getLogger(OpeningChainTest.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MANY = 600;
  private static final int AT_ONCE = 64;

  @Autowired private OpeningChain chain;
  @Autowired private Transactions transactions;
  @Autowired private DatabaseClient database;

  private final UUID openingId = UUID.randomUUID();

  /// As in a storm of decryptions: what happens is written first, then the entry. Beside it, the
  /// same for as many openings, where nobody waits for anybody.
  @Test
  void entriesThatAreAppendedAtOnceFollowOneAnother() {
    List<UUID> others = Stream.generate(UUID::randomUUID).limit(AT_ONCE).toList();
    storm(others);
    double apart = storm(others);
    double together = storm(List.of(openingId));
    LOG.info(
        "{} appends, {} at once: {}/s to one opening, {}/s to {} openings",
        MANY,
        AT_ONCE,
        Math.round(MANY / together),
        Math.round(MANY / apart),
        AT_ONCE);

    List<JsonNode> entries = entries();

    assertThat(entries).hasSize(MANY);
    String previous = "0".repeat(64);
    for (int i = 0; i < MANY; i++) {
      assertThat(entries.get(i).path("sequence").asInt()).isEqualTo(i + 1);
      assertThat(entries.get(i).path("previousHash").asString()).isEqualTo(previous);
      previous = entries.get(i).path("hash").asString();
    }
    assertThat(entries.stream().map(entry -> entry.path("payload").path("number").asInt()))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, MANY).boxed().toList());
    assertThat(entries.stream().map(entry -> Instant.parse(entry.path("time").asString())).toList())
        .isSorted();
  }

  /// Seconds that it takes.
  private double storm(List<UUID> openings) {
    long start = System.nanoTime();
    Flux.range(0, MANY)
        .flatMap(number -> happen(openings.get(number % openings.size()), number), AT_ONCE)
        .blockLast();
    return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
  }

  private Mono<Void> happen(UUID opening, int number) {
    return database
        .sql("insert into qr_session (session_id, purpose, state) values (:id, 'DECRYPT', 'X')")
        .bind("id", UUID.randomUUID())
        .then()
        .then(
            Mono.defer(
                () -> chain.append(opening, EntryKind.BID_DECRYPTED, Map.of("number", number))))
        .as(transactions::inTransaction);
  }

  @Test
  void whatIsRolledBackLeavesNoGap() {
    append(1).block();
    assertThatThrownBy(() ->
            append(2)
                .then(Mono.<Void>error(new IllegalStateException("no")))
                .as(transactions::inTransaction)
                .block())
        .isInstanceOf(IllegalStateException.class);
    append(3).block();

    assertThat(entries())
        .extracting(entry -> entry.path("payload").path("number").asInt())
        .containsExactly(1, 3);
    assertThat(entries()).extracting(entry -> entry.path("sequence").asInt()).containsExactly(1, 2);
  }

  @Test
  void entriesAreFinal() {
    append(1).block();
    for (String change :
        List.of(
            "update opening_chain_entry set payload = '{}' where opening_id = :id",
            "delete from opening_chain_entry where opening_id = :id")) {
      assertThatThrownBy(() -> database.sql(change).bind("id", openingId).then().block())
          .hasStackTraceContaining("only ever added");
    }
    assertThat(entries()).hasSize(1);
  }

  private Mono<Void> append(int number) {
    return chain
        .append(openingId, EntryKind.BID_DECRYPTED, Map.of("number", number))
        .as(transactions::inTransaction);
  }

  private List<JsonNode> entries() {
    long entries = requireNonNull(chain.head(openingId).block()).entries();
    return requireNonNull(
        chain.texts(openingId, entries).map(JSON::readTree).collectList().block());
  }
}
