package org.bidseal.keywrapping.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.bidseal.database.Columns;
import org.bidseal.keywrapping.Aad;
import org.bidseal.keywrapping.KeyWrapping;
import org.bidseal.keywrapping.SecretBytes;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.testsupport.ServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@ServiceTest(database = "libkeywrapping")
class RewrappingTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Autowired private DatabaseClient database;
  @Autowired private KeyWrapping wrapping;
  @Autowired private Rewrapping rewrapping;
  @Autowired private MeterRegistry meters;

  @Value("${bidseal.key-wrapping.key-file}")
  private Path keyFile;

  @BeforeEach
  void nothingStored() {
    database
        .sql(
            """
            create table if not exists thing (
              thing_id uuid primary key, edition integer not null, secret bytea, picture bytea,
              touched integer not null default 0)
            """)
        .then()
        .block(LIMIT);
    database.sql("delete from thing").then().block(LIMIT);
  }

  private UUID store(int number) {
    UUID id = UUID.randomUUID();
    write(id, 1, number);
    return id;
  }

  private void write(UUID id, int edition, int number) {
    byte[] secret = Integer.toString(number).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    WrappedSecret wrapped =
        wrapping.wrap(SecretBytes.takeOver(secret), Aad.of("thing-secret", id, edition));
    database
        .sql(
            "insert into thing (thing_id, edition, secret) values (:id, :edition, :secret)"
                + " on conflict (thing_id) do update set edition = excluded.edition,"
                + " secret = excluded.secret")
        .bind("id", id)
        .bind("edition", edition)
        .bind("secret", wrapped.encoded())
        .then()
        .block(LIMIT);
  }

  private String read(UUID id) {
    return database
        .sql("select edition, secret from thing where thing_id = :id")
        .bind("id", id)
        .map(row -> {
          WrappedSecret wrapped = WrappedSecret.decode(Columns.bytes(row, "secret"));
          Aad bound = Aad.of("thing-secret", id, Columns.number(row, "edition"));
          try (SecretBytes secret = wrapping.unwrap(wrapped, bound)) {
            return wrapped.kekVersion() + ":" + secret.<String>expose(String::new);
          }
        })
        .one()
        .blockOptional(LIMIT)
        .orElseThrow();
  }

  /// One more line in the key file, as the keeper adds it.
  private int newGeneration() throws IOException {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    int next = wrapping.kekVersions().last() + 1;
    Files.writeString(
        keyFile,
        next + "=" + Base64.getEncoder().encodeToString(key) + "\n",
        StandardOpenOption.APPEND);
    return next;
  }

  @Test
  void everySecretComesUnderTheNewGeneration() throws IOException {
    List<UUID> ids = IntStream.range(0, 500).mapToObj(this::store).toList();
    database
        .sql("insert into thing (thing_id, edition) values (gen_random_uuid(), 1)")
        .then()
        .block(LIMIT);
    int current = newGeneration();
    rewrapping.sweep().block(LIMIT);
    for (int i = 0; i < 500; i++) {
      assertThat(read(ids.get(i))).isEqualTo(current + ":" + i);
    }
    assertThat(gauge(current)).isEqualTo(500);
    assertThat(meters.find("bidseal.kek.rows").gauges())
        .as("no older version is left among the metrics")
        .hasSize(1);
    assertThat(meters.get("bidseal.kek.current").gauge().value()).isEqualTo(current);
  }

  private double gauge(int version) {
    return meters
        .get("bidseal.kek.rows")
        .tags("column", "thing.secret", "version", String.valueOf(version))
        .gauge()
        .value();
  }

  @Test
  void whatRequestsWriteMeanwhileStands() throws IOException {
    List<UUID> ids = IntStream.range(0, 40).mapToObj(this::store).toList();
    int current = newGeneration();
    AtomicBoolean done = new AtomicBoolean();
    Mono<Void> writers =
        Flux.fromIterable(ids)
            .flatMap(
                id ->
                    Mono.fromRunnable(
                            () -> {
                              int edition = 1;
                              while (!done.get()) {
                                edition++;
                                write(id, edition, edition * 1000);
                                touch(id);
                                assertThat(read(id)).endsWith(":" + edition * 1000);
                              }
                            })
                        .subscribeOn(Schedulers.boundedElastic()),
                4)
            .then();
    Mono<Void> rotation =
        Flux.range(0, 5)
            .concatMap(_ -> rewrapping.sweep())
            .then()
            .doFinally(_ -> done.set(true))
            .subscribeOn(Schedulers.parallel());
    Mono.when(writers, rotation).block(LIMIT);
    rewrapping.sweep().block(LIMIT);
    for (UUID id : ids) {
      assertThat(read(id)).startsWith(current + ":");
    }
  }

  /// Moves the row without a change of its secret.
  private void touch(UUID id) {
    database
        .sql("update thing set touched = touched + 1 where thing_id = :id")
        .bind("id", id)
        .then()
        .block(LIMIT);
  }

  @Test
  void aSecretThatCannotBeUnwrappedIsCountedAndLeft() throws IOException {
    UUID good = store(1);
    UUID moved = store(2);
    database
        .sql("update thing set edition = 9 where thing_id = :id")
        .bind("id", moved)
        .then()
        .block(LIMIT);
    int old = wrapping.currentKekVersion();
    int current = newGeneration();
    rewrapping.sweep().block(LIMIT);
    assertThat(read(good)).isEqualTo(current + ":1");
    assertThatThrownBy(() -> read(moved)).hasMessageContaining("cannot unwrap");
    assertThat(gauge(old)).isEqualTo(1);
    assertThat(meters.get("bidseal.kek.failures").tag("column", "thing.secret").counter().count())
        .isPositive();
  }

  @Test
  void aReplicaWithAnOlderCurrentGenerationTakesNothingBack() throws IOException {
    UUID id = store(3);
    int current = newGeneration();
    rewrapping.sweep().block(LIMIT);
    Files.writeString(keyFile, "current=1\n", StandardOpenOption.APPEND);
    try {
      rewrapping.sweep().block(LIMIT);
      assertThat(wrapping.currentKekVersion()).isEqualTo(1);
      assertThat(read(id)).isEqualTo(current + ":3");
    } finally {
      Files.writeString(keyFile, Files.readString(keyFile).replace("current=1\n", ""));
    }
  }

  @Test
  void aForgottenColumnIsFound() {
    assertThat(UnregisteredColumns.find(database, rewrapping.columns()).block(LIMIT))
        .isEqualTo(Set.of("thing.picture"));
    assertThat(
            UnregisteredColumns.find(
                    database, List.of(WrappedColumn.of("thing", "gone", "x", "thing_id")))
                .block(LIMIT))
        .contains("thing.gone?", "thing.secret");
  }

  @Test
  void namesAreNoSql() {
    assertThatThrownBy(() -> WrappedColumn.of("thing; drop table thing", "secret", "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
