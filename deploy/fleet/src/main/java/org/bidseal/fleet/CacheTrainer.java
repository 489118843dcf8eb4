package org.bidseal.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bidseal.fleet.AppStore.App;
import org.jspecify.annotations.Nullable;

/// Makes the AOT cache of a service: one more run of it, at the lowest priority, that ends when its
/// context is refreshed and before anything of it runs (`spring.context.exit=onRefresh`). The cache
/// is only an advantage: without it the service starts as it does, slower.
final class CacheTrainer {
  private static final int LIMIT_MINUTES = 5;

  private final FleetSettings settings;
  private volatile boolean closed;
  private volatile @Nullable Process running;

  CacheTrainer(FleetSettings settings) {
    this.settings = settings;
  }

  /// Makes the cache and says whether there is one now.
  boolean train(Service service, App app, Path properties) {
    Path made = app.cache().resolveSibling("making.aot");
    List<String> command = new ArrayList<>(List.of("nice", "-n", "19", AppStore.java()));
    command.addAll(service.jvmOptions());
    command.add("-XX:AOTCacheOutput=" + made);
    command.add("-Dspring.context.exit=onRefresh");
    command.add("-Dserver.port=0");
    command.addAll(ServiceProcess.arguments(settings, app, properties));
    try {
      if (closed) {
        return false;
      }
      Process process =
          new ProcessBuilder(command)
              .directory(settings.dataFolder().toFile())
              .redirectErrorStream(true)
              .redirectOutput(log(service).toFile())
              .start();
      running = process;
      boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
      process.destroyForcibly();
      running = null;
      if (!ended || closed || !Files.exists(made)) {
        Files.deleteIfExists(made);
        return false;
      }
      Files.move(made, app.cache(), StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      throw new FleetException("The AOT cache of " + service.artifact() + " cannot be made", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      return false;
    }
  }

  Path log(Service service) {
    return settings.logs().resolve(service.artifact() + ".cache.log");
  }

  /// Gives up what is being made.
  void close() {
    closed = true;
    Process process = running;
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
