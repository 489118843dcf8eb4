package org.bidseal.crypto.custody;

import java.util.List;
import java.util.Set;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.keywrapping.rotation.Rewrapping;
import org.bidseal.keywrapping.rotation.WrappedColumn;
import org.bidseal.keywrapping.rotation.WrappedColumnsContract;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

final class WrappedColumnsTest extends KeyServiceTest implements WrappedColumnsContract {
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
    return Set.of(
        "statement",
        "signature",
        "payload",
        "timestamp_token",
        "header",
        "canary",
        "path",
        "contribution",
        "encrypted_share",
        "content",
        "checkpoint_tree",
        "content_tree");
  }
}
