package org.bidseal.signing;

import java.util.List;
import org.bidseal.keywrapping.rotation.Rewrapping;
import org.bidseal.keywrapping.rotation.WrappedColumn;
import org.bidseal.keywrapping.rotation.WrappedColumnsContract;
import org.bidseal.signing.testkit.SigningServiceTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

final class WrappedColumnsTest extends SigningServiceTest implements WrappedColumnsContract {
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
}
