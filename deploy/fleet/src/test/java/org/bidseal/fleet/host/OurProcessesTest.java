package org.bidseal.fleet.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OurProcessesTest {
  @TempDir Path data;

  @Test
  void onlyProcessesOfThisDataFolderAreEnded() throws Exception {
    Process ours = sleeper(OurProcesses.marker(data));
    Process stranger = sleeper(OurProcesses.marker(data.resolve("other")));
    try {
      OurProcesses processes = new OurProcesses(data);
      assertThat(
              processes.endLeftovers(
                  Map.of("gateway", ours.pid(), "reused-id", stranger.pid(), "none", 0L)))
          .containsExactly("gateway (process " + ours.pid() + ")");
      assertThat(ours.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      ours.destroyForcibly();
      stranger.destroyForcibly();
    }
  }

  /// A process that waits, with this argument on its command line.
  private static Process sleeper(String argument) throws IOException {
    return new ProcessBuilder("sh", "-c", "sleep 600 & wait", argument).start();
  }
}
