package org.bidseal.testsupport.servers;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bidseal.embedded.PostgresAdmin;
import org.bidseal.embedded.process.Leftovers;

/// The process in which [TestServersMain] runs, known to later test JVMs by its id in the shared
/// folder. Only who holds the folder's lock may ask or start.
final class ServerJvm {
  private ServerJvm() {}

  /// The server JVM of this folder that was started last, if it lives.
  static Optional<ProcessHandle> find(ServerFolder folder) {
    return Leftovers.find(folder.pid(), Set.of(mark(folder)));
  }

  static ProcessHandle start(ServerFolder folder) throws IOException {
    Path classPath = folder.path().resolve("servers.args");
    Files.writeString(classPath, "-cp \"" + classPath().replace("\\", "\\\\") + "\"\n");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                mark(folder),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=org/bidseal/testsupport/servers/logback.xml",
                "@" + classPath,
                TestServersMain.class.getName(),
                folder.path().toString())
            // Not the module's: it would be kept busy by a server that outlives the module.
            .directory(folder.path().toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.log().toFile())
            .start();
    Files.writeString(folder.pid(), process.pid() + "\n");
    return process.toHandle();
  }

  private static String mark(ServerFolder folder) {
    return "-Dbidseal.test-servers=" + folder.path();
  }

  /// The test class path without the module's own classes, which another build may delete while the
  /// servers run.
  private static String classPath() {
    List<Path> ours = List.of(codeSource(TestServers.class), codeSource(PostgresAdmin.class));
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(entry -> entry.toString().endsWith(".jar") || ours.contains(entry))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path codeSource(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }
}
