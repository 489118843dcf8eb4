package org.bidseal.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
  private static final String MARK = "-Dfolder=/one/of/ours";

  @TempDir Path folder;
  private Process process;

  @BeforeEach
  void start() throws IOException {
    // A process that waits, and that does not listen to SIGTERM.
    process =
        new ProcessBuilder("sh", "-c", "trap '' TERM; echo; while :; do sleep 1; done", MARK)
            .start();
    // The line says that the trap is set.
    assertThat(process.getInputStream().read()).isEqualTo('\n');
  }

  @AfterEach
  void stop() {
    process.destroyForcibly();
  }

  @Test
  void aProcessIsOursIfAWholeArgumentSaysSo() {
    assertThat(Leftovers.find(process.pid(), Set.of("-Dother=/x", MARK))).isPresent();
    assertThat(Leftovers.find(process.pid(), Set.of("-Dfolder=/one/of"))).isEmpty();
    assertThat(Leftovers.find(0, Set.of(MARK))).isEmpty();
  }

  @Test
  void aFileMayNameTheProcess() throws IOException {
    Path file = folder.resolve("server.pid");
    assertThat(Leftovers.find(file, Set.of(MARK))).isEmpty();
    Files.writeString(file, process.pid() + "\nand more\n");
    assertThat(Leftovers.find(file, Set.of(MARK))).contains(process.toHandle());
    Files.writeString(file, "");
    assertThatThrownBy(() -> Leftovers.find(file, Set.of(MARK)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("server.pid");
  }

  @Test
  void whoDoesNotListenIsEndedAllTheSame() throws InterruptedException {
    process.destroy();
    Leftovers.insist(process.toHandle(), Duration.ofMillis(200));
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(Leftovers.find(process.pid(), Set.of(MARK))).isEmpty();
  }
}
