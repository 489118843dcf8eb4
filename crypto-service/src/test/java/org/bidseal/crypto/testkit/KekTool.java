package org.bidseal.crypto.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bidseal.keywrapping.KekKeeper;

/// What `deploy/kek` runs, in a process of its own.
public final class KekTool {
  private KekTool() {}

  /// Runs a command line.
  ///
  /// @return what it printed
  /// @throws IllegalStateException if it refuses
  public static String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", CryptoProcess.classPath(), KekKeeper.class.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(told);
    }
    return told;
  }
}
