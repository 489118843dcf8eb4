package org.bidseal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.bidseal.identity.testkit.ApiTest;
import org.bidseal.keywrapping.rotation.Rewrapping;
import org.bidseal.keywrapping.rotation.UnregisteredColumns;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

/// The register of wrapped columns against the schema.
class WrappedColumnsTest extends ApiTest {
  private static final Set<String> NO_SECRETS =
      Set.of("certificate", "der", "salt", "digest", "licence_image");

  @Autowired DatabaseClient database;
  @Autowired Rewrapping rewrapping;

  @Test
  void everyColumnOfBytesIsRegisteredOrKnownToHoldNoSecret() {
    assertThat(
            UnregisteredColumns.find(database, rewrapping.columns())
                .blockOptional(Duration.ofSeconds(30))
                .orElseThrow())
        .as(
            "A new bytea column: if it holds wrapped secrets, register it in"
                + " WrappedColumnsOfIdentity; if not, say so here")
        .allMatch(name -> NO_SECRETS.contains(name.substring(name.indexOf('.') + 1)));
  }
}
