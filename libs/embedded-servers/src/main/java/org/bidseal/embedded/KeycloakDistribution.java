package org.bidseal.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kafka.server.KafkaRaftServer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The unpacked Keycloak of this version, built once (`kc build`, about 25 s) for PostgreSQL and
/// the features we use, then only read: every installation of this user shares it. It lies in
/// `$XDG_CACHE_HOME/bidseal` (or `~/.cache/bidseal`); deleting it costs one more build.
final class KeycloakDistribution {
  static final String VERSION = "26.7.3";

  /// Fixed at build time; a change of these lines is a change of the folder's name.
  private static final List<String> BUILD_OPTIONS =
      List.of(
          "--db=postgres",
          "--features=jwt-authorization-grant",
          "--features-disabled=ciba,device-flow,kerberos",
          "--cache=local");

  private static final Logger LOG = LoggerFactory.getLogger(KeycloakDistribution.class);
  private static final String ARCHIVE = "keycloak-quarkus-dist-" + VERSION + ".tar.gz";

  private KeycloakDistribution() {}

  /// The folder of the built distribution, making it first if need be. Several processes may ask at
  /// the same time: one builds, the others wait.
  static Path home(Path java) {
    Path cache = cacheFolder();
    Path home =
        cache.resolve("keycloak-" + VERSION + "-" + Integer.toHexString(BUILD_OPTIONS.hashCode()));
    try {
      Files.createDirectories(cache);
      if (Files.isDirectory(home)) {
        return home;
      }
      try (FileChannel lock =
              FileChannel.open(
                  cache.resolve("keycloak.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          var _ = lock.lock()) {
        if (!Files.isDirectory(home)) {
          build(home, java);
        }
      }
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void build(Path home, Path java) throws IOException {
    Path archive = archive();
    LOG.info("Unpacking and building Keycloak {} once, into {}", VERSION, home);
    Path making = home.resolveSibling(home.getFileName() + ".making");
    deleteTree(making);
    unpack(archive, making);
    Path log = making.resolve("build.log");
    Process process =
        new ProcessBuilder(command(java, making, making, List.of(), buildArguments()))
            .directory(making.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        throw new EmbeddedServerException("Keycloak's build took over 5 minutes, see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedServerException("Interrupted while Keycloak was built", e);
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new EmbeddedServerException(
          "Keycloak's build ended with code " + process.exitValue() + ", see " + log);
    }
    Files.move(making, home, StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<String> buildArguments() {
    return Stream.concat(Stream.of("build"), BUILD_OPTIONS.stream()).toList();
  }

  /// What `bin/kc.sh` would run, without its shell: the process we start is the server itself, so
  /// that stopping it stops the server.
  ///
  /// @param distribution where the program lies
  /// @param instance the home of one running server: its `data` folder lies there
  static List<String> command(
      Path java,
      Path distribution,
      Path instance,
      List<String> jvmOptions,
      List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(
        List.of(
            "-Dkc.home.dir=" + instance,
            "-Djboss.server.config.dir=" + instance.resolve("conf"),
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Dpicocli.disable.closures=true",
            "-Dquarkus-log-max-startup-records=10000",
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
            "-Dfile.encoding=UTF-8",
            "-Duser.language=en",
            "-Duser.country=US",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED"));
    command.addAll(jvmOptions);
    command.addAll(
        List.of(
            "-cp",
            distribution.resolve("lib").resolve("quarkus-run.jar").toString(),
            "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
    command.addAll(arguments);
    return command;
  }

  private static Path cacheFolder() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return base.resolve("bidseal");
  }

  /// The archive as Maven resolved it: named by the system property `bidseal.keycloak.archive`, or
  /// in the local repository from which Kafka's jar was loaded.
  private static Path archive() {
    String named = System.getProperty("bidseal.keycloak.archive");
    if (named != null) {
      return Path.of(named);
    }
    Path repository = repositoryOf(KafkaRaftServer.class.getProtectionDomain().getCodeSource());
    if (repository != null) {
      Path archive =
          repository.resolve(Path.of("org", "keycloak", "keycloak-quarkus-dist", VERSION, ARCHIVE));
      if (Files.exists(archive)) {
        return archive;
      }
    }
    throw new EmbeddedServerException(
        ARCHIVE
            + " is not in the local Maven repository. Bring it there with: mvn dependency:get"
            + " -Dartifact=org.keycloak:keycloak-quarkus-dist:"
            + VERSION
            + ":tar.gz -Dtransitive=false — or name the file in the system property"
            + " bidseal.keycloak.archive");
  }

  /// `…/repository/org/apache/kafka/kafka_2.13/VERSION/x.jar` → `…/repository`.
  private static @Nullable Path repositoryOf(@Nullable CodeSource source) {
    if (source == null || source.getLocation() == null) {
      return null;
    }
    try {
      Path folder = Path.of(source.getLocation().toURI());
      for (int up = 0; up < 6 && folder != null; up++) {
        folder = folder.getParent();
      }
      return folder;
    } catch (URISyntaxException _) {
      return null;
    }
  }

  private static void unpack(Path archive, Path folder) throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null) {
        Path name = Path.of(entry.getName());
        // The first segment is keycloak-VERSION.
        if (name.getNameCount() > 1) {
          Path target = folder.resolve(name.subpath(1, name.getNameCount())).normalize();
          if (!target.startsWith(folder)) {
            throw new IOException(archive + " leads out of its folder: " + name);
          }
          if (entry.isDirectory()) {
            Files.createDirectories(target);
          } else if (entry.isFile()) {
            Files.createDirectories(target.getParent());
            Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
          }
        }
        entry = tar.getNextEntry();
      }
    }
  }

  static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
