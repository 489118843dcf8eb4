package org.bidseal.identity;

import java.util.List;
import java.util.Set;
import org.bidseal.identity.testkit.ApiTest;
import org.bidseal.keywrapping.rotation.Rewrapping;
import org.bidseal.keywrapping.rotation.WrappedColumn;
import org.bidseal.keywrapping.rotation.WrappedColumnsContract;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

final class WrappedColumnsTest extends ApiTest implements WrappedColumnsContract {
  @Autowired private DatabaseClient database;
  @Autowired private Rewrapping rewrapping;

  @Override
  public DatabaseClient database() {
    return database;
  }

  @Override
  public List<WrappedColumn> registered() {
    return rewrapping.columns();
  }

  @Override
  public Set<String> noSecrets() {
    return Set.of("certificate", "der", "salt", "digest", "licence_image", "letter");
  }
}
