package org.bidseal.acceptance.secrecy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A heap dump of another JVM, by `jcmd`; the file goes when it is closed.
record HeapDump(Path file) implements AutoCloseable {
  /// After a full collection, so with live objects only.
  static HeapDump ofLiveObjects(ProcessHandle process, Path folder)
      throws IOException, InterruptedException {
    return take(process, folder, List.of());
  }

  /// With what no collection has taken yet.
  static HeapDump ofAll(ProcessHandle process, Path folder)
      throws IOException, InterruptedException {
    return take(process, folder, List.of("-all"));
  }

  private static HeapDump take(ProcessHandle process, Path folder, List<String> options)
      throws IOException, InterruptedException {
    Path file = Files.createTempDirectory(folder, "heap").resolve("dump.hprof");
    List<String> command =
        Stream.of(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                    String.valueOf(process.pid()),
                    "GC.heap_dump"),
                options,
                List.of(file.toString()))
            .flatMap(List::stream)
            .toList();
    Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
    String told = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0 || !Files.exists(file)) {
      throw new IllegalStateException("no heap dump: " + told);
    }
    return new HeapDump(file);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
