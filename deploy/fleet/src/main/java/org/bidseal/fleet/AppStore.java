package org.bidseal.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Boot jars as the JVM likes them: unpacked (`-Djarmode=tools extract`), so that the class path is
/// plain jars, which start faster and can have an AOT cache (JEP 483, 515). One folder per build of
/// a service, named by its jar's size and time.
final class AppStore {
  private final Path folder;
  private final Path root;

  AppStore(Path folder, Path root) {
    this.folder = folder;
    this.root = root;
  }

  /// One unpacked build of a service.
  ///
  /// @param jar the thin jar, beside its `lib`
  /// @param cache the AOT cache, which may not exist yet
  record App(Path jar, Path cache) {
    boolean hasCache() {
      return Files.exists(cache);
    }
  }

  /// The jar that the build made.
  Path builtJar(Service service) {
    return root.resolve(service.artifact())
        .resolve("target")
        .resolve(service.artifact() + "-0.1.0-SNAPSHOT-exec.jar");
  }

  /// The unpacked service, unpacking it if this build of it has not been seen.
  App app(Service service) {
    Path built = builtJar(service);
    if (!Files.exists(built)) {
      throw new FleetException(
          service.artifact()
              + " is not built: "
              + built
              + " is missing. Run: mvn -DskipTests package");
    }
    try {
      FileTime time = Files.getLastModifiedTime(built);
      String build = Long.toHexString(time.toMillis()) + "-" + Long.toHexString(Files.size(built));
      Path mine = folder.resolve(service.artifact());
      Path home = mine.resolve(build);
      if (!Files.isDirectory(home)) {
        Files.createDirectories(mine);
        // Two fleets of one checkout may want the same build at the same time.
        try (FileChannel lock =
                FileChannel.open(
                    mine.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var _ = lock.lock()) {
          if (!Files.isDirectory(home)) {
            unpack(built, home);
          }
        }
      }
      return new App(home.resolve(built.getFileName()), home.resolve("app.aot"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void unpack(Path built, Path home) throws IOException {
    Path making = home.resolveSibling(home.getFileName() + ".making");
    deleteTree(making);
    Process process =
        new ProcessBuilder(
                java(),
                "-XX:TieredStopAtLevel=1",
                "-Djarmode=tools",
                "-jar",
                built.toString(),
                "extract",
                "--destination",
                making.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new FleetException("Unpacking " + built + " failed: " + output);
    }
    Files.move(making, home, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Deletes earlier builds of a service. Only safe when no other fleet uses this folder.
  void forgetOthers(Service service, App current) {
    Path home = current.jar().getParent();
    try (Stream<Path> builds = Files.list(folder.resolve(service.artifact()))) {
      List<Path> others =
          builds.filter(path -> Files.isDirectory(path) && !path.equals(home)).toList();
      for (Path other : others) {
        deleteTree(other);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    }
  }
}
