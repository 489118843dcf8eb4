package org.bidseal.keywrapping.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

/// A service's register of wrapped columns against its schema. Each service has a test that
/// implements this, so that nobody adds a secret which a rotation would miss.
public interface WrappedColumnsContract {
  /// Of the service, migrated.
  DatabaseClient database();

  /// What the service registered.
  List<WrappedColumn> registered();

  /// Names of `bytea` columns that hold what is signed, sent to others, sealed to somebody else's
  /// key or derived from ciphertext.
  default Set<String> noSecrets() {
    return Set.of();
  }

  @Test
  default void everyColumnOfBytesIsRegisteredOrKnownToHoldNoSecret() {
    assertThat(
            UnregisteredColumns.find(database(), registered())
                .blockOptional(Duration.ofSeconds(30))
                .orElseThrow())
        .as(
            "A new bytea column: if it holds wrapped secrets, register it in the service's"
                + " WrappedColumns; if not, say so in this test")
        .allMatch(name -> noSecrets().contains(name.substring(name.indexOf('.') + 1)));
  }
}
