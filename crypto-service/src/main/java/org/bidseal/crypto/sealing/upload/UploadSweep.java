package org.bidseal.crypto.sealing.upload;

import java.time.Duration;
import org.bidseal.crypto.blob.BlobDisposal;
import org.bidseal.crypto.blob.ledger.StoredBlobs;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Ends uploads whose time is over, removes what ended ones left behind, and blobs that were
/// uploaded and that no envelope came to name. All of it by the database's rows: what the store has
/// and no row knows is left alone, since after the database was restored from yesterday's backup it
/// would be today's bids.
@Component
@InRole(Role.KEY)
class UploadSweep implements Sweep {
  private static final int BATCH = 200;

  private final UploadTable table;
  private final UploadEnds ends;
  private final StoredBlobs ledger;
  private final BlobDisposal disposal;
  private final UploadProperties properties;

  UploadSweep(
      UploadTable table,
      UploadEnds ends,
      StoredBlobs ledger,
      BlobDisposal disposal,
      UploadProperties properties) {
    this.table = table;
    this.ends = ends;
    this.ledger = ledger;
    this.disposal = disposal;
    this.properties = properties;
  }

  @Override
  public String name() {
    return "uploads";
  }

  @Override
  public Duration interval() {
    return properties.sweepInterval();
  }

  @Override
  public Mono<Void> sweep() {
    return table
        .overdue(BATCH)
        .concatMap(this::settle)
        .then()
        .thenMany(ledger.orphans(properties.orphanAge(), BATCH))
        .concatMap(disposal::now)
        .then();
  }

  private Mono<Void> settle(Upload upload) {
    return switch (upload.state()) {
      case OPEN -> ends.end(upload);
      case COMPLETE ->
          upload.kind() == Upload.Kind.PLAINTEXT ? ends.end(upload) : ends.forget(upload);
      case ENDED -> ends.remove(upload);
    };
  }
}
