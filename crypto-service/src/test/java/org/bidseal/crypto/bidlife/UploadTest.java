package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.util.Objects;
import java.util.UUID;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import reactor.core.publisher.Flux;

/// What the tests of resumable uploads have in common.
abstract class UploadTest extends BidTest {
  static final int MIB = 1024 * 1024;

  @Autowired private ObjectProvider<Sweep> sweeps;
  @LocalServerPort protected int port;

  protected TusCalls tus = new TusCalls(HttpClient.newHttpClient(), 0, "");

  @BeforeEach
  void callAsThePlatform() {
    tus = as(platformId);
  }

  protected TusCalls as(UUID someone) {
    return new TusCalls(
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
        port,
        Tokens.platform(someone));
  }

  /// An envelope whose statement is signed, so that its content seals it.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  protected record Signed(Draft draft, byte[] content) {
    UUID envelopeId() {
      return draft.envelopeId();
    }
  }

  protected Signed signed(int size) {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = draft(bidder, size, "BIDDER");
    byte[] content = describe(draft, address(draft, bidder)).content();
    bidder.sign(draft.envelopeId(), draft.sessionId()).expect(200);
    return new Signed(draft, content);
  }

  protected String state(UUID envelopeId) {
    return show(envelopeId).path("state").asString();
  }

  /// Runs the service's sweep of uploads once.
  protected void sweep() {
    Sweep uploads =
        sweeps.stream().filter(sweep -> sweep.name().equals("uploads")).findFirst().orElseThrow();
    Flux.from(uploads.sweep()).blockLast();
  }

  /// What the platform has stored, as its quota counts it; and that this is what the ledger has.
  protected long storedBytes() {
    long sum =
        number("select coalesce(sum(bytes), 0)::bigint from stored_blob where platform_id = :id");
    assertThat(
            number(
                "select coalesce(max(stored_bytes), 0)::bigint from platform_storage"
                    + " where platform_id = :id"))
        .isEqualTo(sum);
    return sum;
  }

  private long number(String sql) {
    return Objects.requireNonNull(
        database.sql(sql).bind("id", platformId).mapValue(Long.class).one().block());
  }

  protected void execute(String sql, UUID id) {
    database.sql(sql).bind("id", id).then().block();
  }

  /// The id in an upload's path.
  protected static UUID uploadId(String path) {
    return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
  }
}
