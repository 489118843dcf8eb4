package org.bidseal.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bidseal.embedded.Database;
import org.bidseal.embedded.PhoneLoginKey;
import org.bidseal.embedded.Ports;
import org.bidseal.embedded.Realm;
import org.bidseal.embedded.Secrets;
import org.bidseal.fleet.AppStore.App;
import org.bidseal.fleet.FleetState.Phase;
import org.bidseal.fleet.host.LogTail;
import org.jspecify.annotations.Nullable;

/// A running fleet: PostgreSQL and Keycloak as child processes, Kafka in this JVM, every service in
/// a JVM of its own. A service that ends by itself is started again (five times at most); one that
/// was killed by [#kill(Service)] stays dead until [#restart(Service)].
public final class Fleet implements AutoCloseable {
  private static final int RESTARTS = 5;

  private final FleetSettings settings;
  private final Realm realm;
  private final Board board;
  private final Servers servers;
  private final AppStore store;
  private final CacheTrainer trainer;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  private final Map<Service, ServiceProcess> processes = new ConcurrentHashMap<>();
  private final Map<Service, App> apps = new ConcurrentHashMap<>();
  private final Map<Service, Path> properties = new ConcurrentHashMap<>();
  private final Queue<Replica> replicas = new ConcurrentLinkedQueue<>();
  private final Map<Service, Integer> restarts = new ConcurrentHashMap<>();

  /// All starts under way: only what has finished starting can be stopped.
  private final Queue<CompletableFuture<Void>> starts = new ConcurrentLinkedQueue<>();

  private Fleet(FleetSettings settings, Progress progress) {
    this.settings = settings;
    Path data = settings.dataFolder();
    this.realm =
        new Realm(
            Secrets.load(data.resolve("secrets.properties")),
            PhoneLoginKey.loadOrCreate(data.resolve("phone-login.pem")),
            settings.url(Service.GATEWAY));
    this.board = new Board(settings, progress);
    this.servers = new Servers(settings, realm, board);
    this.store = new AppStore(settings.appsFolder(), settings.root());
    this.trainer = new CacheTrainer(settings);
  }

  /// Starts everything and waits until every part is ready.
  ///
  /// @throws FleetException if something is in the way or fails; what had started is stopped again
  public static Fleet start(FleetSettings settings, Progress progress) {
    new Preflight(settings).check();
    Fleet fleet = new Fleet(settings, progress);
    try {
      fleet.startAll();
      return fleet;
    } catch (RuntimeException e) {
      FleetException failure = explain(fleet.board.cause(e));
      fleet.stopAll(Phase.FAILED, failure.getMessage());
      throw failure;
    }
  }

  private static FleetException explain(RuntimeException e) {
    Throwable cause = e;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof FleetException known
        ? known
        : new FleetException(
            cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
  }

  private void startAll() {
    CompletableFuture<Void> unpacked = async(this::unpack);
    CompletableFuture<Void> kafka = async(servers::startKafka);
    servers.startPostgres();
    CompletableFuture<Void> keycloak = async(servers::startKeycloak);
    writeProperties();
    kafka.join();
    unpacked.join();
    // The services ask Keycloak for its keys when the first token comes.
    CompletableFuture.allOf(
            settings.services().stream()
                .map(service -> async(() -> start(service)))
                .toArray(CompletableFuture[]::new))
        .join();
    keycloak.join();
    board.phase(Phase.READY, null);
    if (settings.trainCaches()) {
      executor.execute(this::trainCaches);
    }
  }

  private void unpack() {
    for (Service service : settings.services()) {
      apps.put(service, store.app(service));
    }
  }

  private void writeProperties() {
    ServiceProperties writer = new ServiceProperties(settings, realm);
    for (Service service : settings.services()) {
      properties.put(
          service,
          service.database().isEmpty()
              ? writer.write(service)
              : writer.write(service, servers.database(service.database())));
    }
  }

  private void start(Service service) {
    String name = service.artifact();
    int port = settings.port(service);
    ServiceProcess started =
        board.start(
            name,
            port,
            () -> {
              ServiceProcess process =
                  ServiceProcess.launch(
                      service, settings, known(apps, service), known(properties, service));
              processes.put(service, process);
              board.set(name, process.pid(), port, "starting");
              process.awaitReady(board::isFailing);
              return process;
            },
            ServiceProcess::pid);
    executor.execute(() -> {
      started.awaitEnd();
      ended(service, started);
    });
  }

  private static <V> V known(Map<Service, V> map, Service service) {
    V value = map.get(service);
    if (value == null) {
      throw new FleetException(service.artifact() + " is not part of this fleet");
    }
    return value;
  }

  /// A process ended. If nobody here asked for that, start it again.
  private void ended(Service service, ServiceProcess process) {
    if (board.phase() != Phase.READY || !processes.remove(service, process)) {
      return;
    }
    String name = service.artifact();
    int number = restarts.merge(service, 1, Integer::sum);
    board.set(name, 0, settings.port(service), "ended");
    String what = "ended with code " + process.exitCode();
    if (number > RESTARTS) {
      board.report(
          name,
          what
              + " for the sixth time and stays down. "
              + LogTail.describe(ServiceProcess.log(service, settings)));
      return;
    }
    board.report(name, what + "; starting it again");
    try {
      start(service);
    } catch (FleetException e) {
      board.report(name, "did not start again: " + e.getMessage());
    }
  }

  private void trainCaches() {
    List<Service> missing =
        settings.services().stream().filter(s -> !known(apps, s).hasCache()).toList();
    if (missing.isEmpty()) {
      return;
    }
    board.report("launcher", "makes AOT caches in the background, for a faster next start");
    for (Service service : missing) {
      App app = known(apps, service);
      store.forgetOthers(service, app);
      boolean made = trainer.train(service, app, known(properties, service));
      if (board.phase() != Phase.READY) {
        return;
      }
      if (!made) {
        board.report(service.artifact(), "got no AOT cache, see " + trainer.log(service));
      }
    }
    board.report("launcher", "has made the AOT caches");
  }

  /// Ends a service at once (SIGKILL), as a crash or the kernel would. It stays dead until
  /// [#restart(Service)].
  public void kill(Service service) {
    ServiceProcess process = processes.remove(service);
    if (process == null) {
      throw new FleetException(service.artifact() + " does not run");
    }
    process.kill();
    board.set(service.artifact(), 0, settings.port(service), "killed");
  }

  /// Starts a service that does not run (one that runs is stopped first) and waits until it is
  /// ready.
  public void restart(Service service) {
    stop(service);
    start(service);
  }

  /// Starts one more process of a service that is part of this fleet, and waits until it is ready.
  ///
  /// @param name of its log and its properties, not that of another process
  /// @param more Spring properties in which it differs from the first
  public Replica startReplica(Service service, String name, Map<String, String> more) {
    int port = Ports.free();
    Path file = replicaProperties(service, name, port, more);
    ServiceProcess process =
        ServiceProcess.launch(service, name, port, settings, known(apps, service), file);
    Replica replica = new Replica(process, port);
    replicas.add(replica);
    process.awaitReady(() -> board.phase() != Phase.READY);
    return replica;
  }

  /// One at a time: looking a database up sets its role's password.
  private synchronized Path replicaProperties(
      Service service, String name, int port, Map<String, String> more) {
    return new ServiceProperties(settings, realm)
        .write(service, database(service), name, port, more);
  }

  /// The process of a service that runs.
  public ProcessHandle process(Service service) {
    return known(processes, service).handle();
  }

  /// Whether the service's process lives.
  public boolean isAlive(Service service) {
    ServiceProcess process = processes.get(service);
    return process != null && process.isAlive();
  }

  /// Base URL of a service, without its API paths.
  public String url(Service service) {
    return settings.url(service);
  }

  /// `iss` of the realm's tokens.
  public String issuer() {
    return settings.issuer();
  }

  /// The realm with its secrets: `client.<service>`, `staff.<user>`, `keycloak.admin`.
  public Realm realm() {
    return realm;
  }

  /// `host:port` of Kafka.
  public String kafkaBootstrap() {
    return "127.0.0.1:" + settings.kafkaPort();
  }

  /// The database of a service, for tests that look behind the curtain.
  public Database database(Service service) {
    if (service.database().isEmpty()) {
      throw new FleetException(service.artifact() + " has no database");
    }
    return servers.database(service.database());
  }

  /// What this fleet was started with.
  public FleetSettings settings() {
    return settings;
  }

  /// Stops the services, then what they need. Data stays.
  @Override
  public void close() {
    stopAll(Phase.STOPPED, null);
  }

  private void stopAll(Phase last, @Nullable String message) {
    Phase before = board.phase();
    if (before != Phase.STARTING && before != Phase.READY) {
      return;
    }
    board.phase(Phase.STOPPING, message);
    trainer.close();
    CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new))
        .exceptionally(_ -> null)
        .join();
    inParallel(replicas.stream().<Runnable>map(replica -> replica::close).toList());
    inParallel(processes.keySet().stream().<Runnable>map(service -> () -> stop(service)).toList());
    inParallel(List.of(servers::stopKeycloak, servers::stopKafka));
    servers.stopPostgres();
    executor.shutdown();
    board.phase(last, message);
  }

  private void stop(Service service) {
    ServiceProcess process = processes.remove(service);
    if (process != null) {
      process.stop();
      board.set(service.artifact(), 0, settings.port(service), "stopped");
    }
  }

  private void inParallel(List<Runnable> work) {
    CompletableFuture.allOf(
            work.stream()
                .map(one -> CompletableFuture.runAsync(one, executor))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  private CompletableFuture<Void> async(Runnable work) {
    CompletableFuture<Void> done = CompletableFuture.runAsync(work, executor);
    starts.add(done);
    return done;
  }

  /// One more process of a service, beside the one that the fleet watches. If it ends it stays
  /// ended. The fleet, when closed, stops those that still run.
  public static final class Replica implements AutoCloseable {
    private final ServiceProcess process;
    private final String url;

    private Replica(ServiceProcess process, int port) {
      this.process = process;
      this.url = "http://127.0.0.1:" + port;
    }

    /// Base URL, for health and metrics.
    public String url() {
      return url;
    }

    /// Its process.
    public ProcessHandle handle() {
      return process.handle();
    }

    /// SIGKILL: as a crash.
    public void kill() {
      process.kill();
    }

    /// SIGTERM; after 20 s SIGKILL.
    @Override
    public void close() {
      process.stop();
    }
  }

  /// Deletes all data of a fleet that does not run: databases, events, blobs, keys, secrets.
  /// Unpacked services and their AOT caches stay.
  public static void deleteData(Path dataFolder) {
    List<String> names =
        List.of(
            "postgres",
            "kafka",
            "keycloak",
            "blobs",
            "keys",
            "config",
            "secrets.properties",
            "phone-login.pem");
    try {
      for (String name : names) {
        AppStore.deleteTree(dataFolder.resolve(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
