package org.bidseal.embedded.process;

import java.nio.file.Path;
import org.bidseal.embedded.EmbeddedPostgres;

/// A JVM that starts a server, makes the database `kept`, and waits. Argument: the data folder.
final class PostgresOwner {
  /// Printed when the server answers.
  static final String READY = "ready";

  private PostgresOwner() {}

  public static void main(String[] arguments) throws InterruptedException {
    EmbeddedPostgres server =
        EmbeddedPostgres.start(PostmasterTest.settings(Path.of(arguments[0])));
    server.admin().database("kept", "secret");
    System.out.println(READY);
    Thread.sleep(600_000);
  }
}
