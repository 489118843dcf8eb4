package org.bidseal.crypto.bidlife;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.bidseal.database.Columns.text;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.PublishedEvents;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Before its opening nothing unkeyed that depends on a bid's plaintext is kept or told: not its
/// digest, with which an insider could test guesses of a price, and not a part of it. Searched are
/// all columns of all tables, all topics, all files of the blob store, and the log. Each search
/// first has to find what is there.
class NothingUnkeyedTest extends BidTest {
  private static final String MARKER = "报价 unit price 17,403,288.51 yuan, not a cent more";

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    root.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    root.detachAppender(log);
  }

  @Test
  void aBidSealedByItsBidderLeavesNoTraceOfItsPlaintext() {
    Bidder bidder = bidder();
    backUp(bidder);
    byte[] file = priceList();
    UUID envelopeId = announce(opening(), bidder, file.length, "BIDDER");
    UUID session = session(envelopeId, bidder, "ENCRYPT");
    Draft draft = new Draft(id(show(envelopeId), "openingId"), envelopeId, session, file);
    Desk.SealedFile sealed = describe(draft, address(draft, bidder));
    upload(draft, sealed.content()).expect(200);
    bidder.sign(envelopeId, session).expect(200);

    searchEverywhere(envelopeId, sealed.sealed().header().hash(), file);
  }

  @Test
  void aBidSealedByTheServiceLeavesNoneEither() {
    Bidder bidder = bidder();
    backUp(bidder);
    byte[] file = priceList();
    UUID envelopeId = announce(opening(), bidder, file.length, "SERVER");
    UUID session = session(envelopeId, bidder, "ENCRYPT");
    Draft draft = new Draft(id(show(envelopeId), "openingId"), envelopeId, session, file);
    address(draft, bidder);
    Sm3Hash header =
        Sm3Hash.ofHex(
            platform
                .upload("/envelopes/" + envelopeId + "/plaintext", file)
                .expect(200)
                .path("headerSm3")
                .asString());
    bidder.sign(envelopeId, session).expect(200);

    searchEverywhere(envelopeId, header, file);
  }

  private void searchEverywhere(UUID envelopeId, Sm3Hash header, byte[] file) {
    Awaiting.until(
        "the seal is told",
        () ->
            PublishedEvents.about("bidseal.crypto", envelopeId).stream()
                .anyMatch(event -> event.path("type").asString().contains("bid-sealed")));
    LoggerFactory.getLogger(NothingUnkeyedTest.class).info("planted: {}", header.hex());
    plant(header);
    List<byte[]> told = PublishedBytes.all();

    for (String form : forms(header)) {
      assertThat(columnsWith(form)).as("the search of the database finds %s", form).isNotEmpty();
    }
    assertThat(columnsWith(header.bytes())).as("and raw bytes").isNotEmpty();
    assertThat(told)
        .as("the search of the topics finds it")
        .anyMatch(b -> holds(b, utf8(header.hex())));
    assertThat(logged(header.hex())).as("the search of the log finds it").isTrue();
    List<byte[]> blobs = blobs(envelopeId);
    assertThat(blobs).as("the blob is there, with its header").hasSize(1);
    assertThat(Sm3Hash.of(headerOf(blobs.getFirst()))).isEqualTo(header);
    unplant();

    Sm3Hash secret = Sm3Hash.of(file);
    List<String> texts = new ArrayList<>(forms(secret));
    texts.add(MARKER);
    texts.add(HexFormat.of().formatHex(utf8(MARKER)));
    for (String text : texts) {
      assertThat(columnsWith(text)).as("database: %s", text).isEmpty();
      assertThat(told).as("topics: %s", text).noneMatch(bytes -> holds(bytes, utf8(text)));
      assertThat(logged(text)).as("log: %s", text).isFalse();
      assertThat(blobs).as("blobs: %s", text).noneMatch(bytes -> holds(bytes, utf8(text)));
    }
    for (byte[] raw : List.of(secret.bytes(), utf8(MARKER))) {
      assertThat(columnsWith(raw)).as("database, raw").isEmpty();
      assertThat(told).as("topics, raw").noneMatch(bytes -> holds(bytes, raw));
      assertThat(blobs).as("blobs, raw").noneMatch(bytes -> holds(bytes, raw));
    }
  }

  private static byte[] priceList() {
    byte[] noise = Desk.file(40_000);
    byte[] marker = utf8(MARKER);
    System.arraycopy(marker, 0, noise, 20_000, marker.length);
    return noise;
  }

  /// How a digest may be written.
  private static List<String> forms(Sm3Hash digest) {
    return List.of(
        digest.hex(),
        digest.hex().toUpperCase(Locale.ROOT),
        Base64.getEncoder().withoutPadding().encodeToString(digest.bytes()),
        Base64.getUrlEncoder().withoutPadding().encodeToString(digest.bytes()));
  }

  /// Writes the forms of a digest that the service does not write itself.
  private void plant(Sm3Hash digest) {
    database.sql("create table if not exists planted (form text, raw bytea)").then().block();
    for (String form : forms(digest)) {
      database
          .sql("insert into planted values (:form, :raw)")
          .bind("form", "x" + form + "x")
          .bind("raw", digest.bytes())
          .then()
          .block();
    }
  }

  private void unplant() {
    database.sql("drop table planted").then().block();
  }

  /// The columns, as `table.column`, that hold a text, as text or as its bytes.
  private List<String> columnsWith(String text) {
    List<String> found = new ArrayList<>(search(false, "position(:needle in %s::text)", text));
    found.addAll(columnsWith(utf8(text)));
    return found;
  }

  private List<String> columnsWith(byte[] bytes) {
    return search(true, "position(:needle in %s)", bytes);
  }

  private record Column(String table, String name) {}

  private List<String> search(boolean binary, String condition, Object needle) {
    List<Column> columns =
        requireNonNull(
            database
                .sql(
                    """
                    select c.table_name, c.column_name
                      from information_schema.columns c
                      join information_schema.tables t using (table_schema, table_name)
                     where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
                       and (c.data_type = 'bytea') = :binary
                    """)
                .bind("binary", binary)
                .map(row -> new Column(text(row, "table_name"), text(row, "column_name")))
                .all()
                .collectList()
                .block());
    assertThat(columns).hasSizeGreaterThan(binary ? 5 : 50);
    List<String> found = new ArrayList<>();
    for (Column column : columns) {
      boolean there =
          Boolean.TRUE.equals(
              database
                  .sql(
                      "select exists (select 1 from \"%s\" where %s > 0)"
                          .formatted(
                              column.table(), condition.formatted("\"" + column.name() + "\"")))
                  .bind("needle", needle)
                  .mapValue(Boolean.class)
                  .one()
                  .block());
      if (there) {
        found.add(column.table() + "." + column.name());
      }
    }
    return found;
  }

  private boolean logged(String text) {
    return List.copyOf(log.list).stream()
        .anyMatch(event ->
            event.getFormattedMessage().contains(text)
                || (event.getThrowableProxy() != null
                    && String.valueOf(event.getThrowableProxy().getMessage()).contains(text)));
  }

  private static List<byte[]> blobs(UUID envelopeId) {
    List<Path> files = new ArrayList<>(Blobs.of(envelopeId));
    files.addAll(Blobs.plaintexts(envelopeId));
    return files.stream().map(NothingUnkeyedTest::read).toList();
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The first 12 + H bytes of an envelope.
  private static byte[] headerOf(byte[] envelope) {
    int length = ByteBuffer.wrap(envelope, 8, 4).getInt();
    return Arrays.copyOf(envelope, 12 + length);
  }

  private static boolean holds(byte[] bytes, byte[] needle) {
    // One byte, one character.
    return new String(bytes, ISO_8859_1).contains(new String(needle, ISO_8859_1));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
