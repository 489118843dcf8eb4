package org.bidseal.qr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.bidseal.keywrapping.rotation.Rewrapping;
import org.bidseal.keywrapping.rotation.UnregisteredColumns;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

/// The register of wrapped columns against the schema.
final class WrappedColumnsTest extends QrServiceTest {
  @Autowired private DatabaseClient database;
  @Autowired private Rewrapping rewrapping;

  @Test
  void everyColumnOfBytesIsRegistered() {
    assertThat(
            UnregisteredColumns.find(database, rewrapping.columns())
                .blockOptional(Duration.ofSeconds(30))
                .orElseThrow())
        .isEmpty();
  }
}
