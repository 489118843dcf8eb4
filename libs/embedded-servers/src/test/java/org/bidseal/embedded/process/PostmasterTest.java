package org.bidseal.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import org.bidseal.embedded.Database;
import org.bidseal.embedded.EmbeddedPostgres;
import org.bidseal.embedded.EmbeddedServerException;
import org.bidseal.embedded.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real server that a real JVM started.
class PostmasterTest {
  @TempDir Path folder;
  private Process owner;
  private Postmaster postmaster;
  private ProcessHandle server;

  @BeforeEach
  void startInAJvmOfItsOwn() throws IOException {
    postmaster = new Postmaster(folder.resolve("cluster"));
    owner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PostgresOwner.class.getName(),
                folder.toString())
            .redirectError(Files.createTempFile(folder, "owner", ".log").toFile())
            .start();
    BufferedReader lines = owner.inputReader();
    String line = lines.readLine();
    while (line != null && !line.equals(PostgresOwner.READY)) {
      line = lines.readLine();
    }
    server = postmaster.find().orElseThrow();
  }

  @AfterEach
  void stop() {
    owner.destroyForcibly();
    postmaster.end();
  }

  @Test
  void theOrphanOfAKilledJvmIsEndedByTheNextStart() throws Exception {
    owner.destroyForcibly().waitFor();
    assertThat(postmaster.find()).contains(server);
    EmbeddedPostgres next = EmbeddedPostgres.start(settings(folder));
    try {
      assertThat(Leftovers.waitFor(server, Duration.ZERO)).isTrue();
      assertThat(postmaster.find()).isPresent();
      // What the killed JVM committed is there.
      Database kept = new Database(next.port(), "kept", "kept", "secret");
      DriverManager.getConnection(kept.jdbcUrl(), kept.role(), kept.password()).close();
      assertThat(postmaster.endOrphan()).as("an orphan, though its owner lives").isEmpty();
    } finally {
      next.close();
    }
    assertThat(postmaster.find()).isEmpty();
  }

  @Test
  void aServerWhoseJvmLivesIsLeftAlone() throws IOException {
    assertThat(postmaster.endOrphan()).isEmpty();
    assertThatThrownBy(() -> EmbeddedPostgres.start(settings(folder)))
        .isInstanceOf(EmbeddedServerException.class);
    assertThat(postmaster.find()).contains(server);
  }

  static EmbeddedPostgres.Settings settings(Path folder) {
    return new EmbeddedPostgres.Settings(folder, Ports.free(), "secret", false);
  }
}
