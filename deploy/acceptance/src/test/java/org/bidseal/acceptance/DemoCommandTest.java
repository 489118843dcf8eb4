package org.bidseal.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bidseal.fleet.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The demo in a process of its own, as `deploy/demo` starts it: several phones have to find room
/// in its heap.
@ExtendWith(FleetUnderTest.class)
final class DemoCommandTest {
  private static final Path WORK = Path.of("target").toAbsolutePath();
  private static final Pattern HEAP = Pattern.compile("-Xmx\\d+m");

  @Test
  void aBidsLifeFindsRoomInTheScriptsHeap(Life life) throws IOException, InterruptedException {
    Path walkthrough = life.root().resolve("deploy/walkthrough/target");
    Path log = WORK.resolve("demo-command.log");
    Process demo =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heapOf(life.root().resolve("deploy/demo")),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                walkthrough.resolve("classes") + ":" + walkthrough.resolve("lib") + "/*",
                "org.bidseal.demo.Main",
                "--gateway",
                life.fleet().url(Service.GATEWAY),
                "--secrets",
                life.fleet().settings().dataFolder().resolve("secrets.properties").toString(),
                "--output",
                WORK.resolve("demo-command").toString(),
                "--opening-in",
                "60")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(demo.waitFor(10, TimeUnit.MINUTES)).isTrue();
      assertThat(demo.exitValue()).as(Files.readString(log)).isZero();
    } finally {
      demo.destroyForcibly();
    }
  }

  private static String heapOf(Path script) throws IOException {
    Matcher heap = HEAP.matcher(Files.readString(script));
    assertThat(heap.find()).isTrue();
    return heap.group();
  }
}
