package org.bidseal.escrow;

import java.util.List;
import java.util.Set;
import org.bidseal.escrow.testkit.EscrowServiceTest;
import org.bidseal.keywrapping.rotation.WrappedColumn;
import org.bidseal.keywrapping.rotation.WrappedColumnsContract;
import org.springframework.r2dbc.core.DatabaseClient;

/// This service wraps nothing: what it keeps is sealed to keys of phones.
final class WrappedColumnsTest extends EscrowServiceTest implements WrappedColumnsContract {
  @Override
  public DatabaseClient database() {
    return database;
  }

  @Override
  public List<WrappedColumn> registered() {
    return List.of();
  }

  @Override
  public Set<String> noSecrets() {
    return Set.of("signature", "ciphertext");
  }
}
