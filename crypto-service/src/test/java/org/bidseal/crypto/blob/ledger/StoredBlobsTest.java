package org.bidseal.crypto.blob.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.problem.UploadProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.testsupport.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@ServiceTest(database = "crypto")
class StoredBlobsTest {
  private static final int MEGABYTE = 1024 * 1024;

  @Autowired private DatabaseClient database;

  @Test
  void sixtyFourBookingsAtOnceTakeWhatThereIsAndNoMore() {
    UUID platformId = UUID.randomUUID();
    var ledger =
        new StoredBlobs(
            database,
            new QuotaProperties(
                DataSize.ofMegabytes(1), Map.of(platformId, DataSize.ofMegabytes(10))));
    List<BlobName> names =
        Stream.generate(() -> new BlobName("a/" + UUID.randomUUID())).limit(64).toList();

    List<BlobName> booked =
        requireNonNull(
            Flux.fromIterable(names)
                .flatMap(
                    name ->
                        ledger
                            .book(name, platformId, MEGABYTE)
                            .thenReturn(name)
                            .onErrorResume(StoredBlobsTest::isQuota, _ -> Mono.empty()),
                    64)
                .collectList()
                .block());

    assertThat(booked).hasSize(10);
    ledger.strike(booked.getFirst()).block();
    ledger.strike(booked.getFirst()).block();
    ledger.book(new BlobName("a/next-" + platformId), platformId, MEGABYTE).block();
    assertThat(stored(platformId)).isEqualTo(10L * MEGABYTE);
    assertThat(
            ledger
                .book(new BlobName("a/one-more-" + platformId), platformId, 1)
                .onErrorComplete(StoredBlobsTest::isQuota)
                .thenReturn(true)
                .block())
        .isTrue();
    assertThat(stored(platformId)).isEqualTo(10L * MEGABYTE);
  }

  private static boolean isQuota(Throwable error) {
    return error instanceof ProblemException problem
        && problem.type() == UploadProblem.STORAGE_QUOTA_EXCEEDED;
  }

  private long stored(UUID platformId) {
    return requireNonNull(
        database
            .sql("select stored_bytes from platform_storage where platform_id = :platform")
            .bind("platform", platformId)
            .mapValue(Long.class)
            .one()
            .block());
  }
}
