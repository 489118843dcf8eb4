package org.bidseal.testsupport.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.bidseal.embedded.Database;
import org.bidseal.embedded.PostgresAdmin;
import org.bidseal.embedded.Realm;
import org.bidseal.embedded.process.Leftovers;
import org.jspecify.annotations.Nullable;

/// PostgreSQL, Kafka and Keycloak for the tests of all modules of one checkout. The first test JVM
/// that asks starts them in a JVM of their own; the following ones, of this build or of the next,
/// use the same; a minute after the last one they stop. What a killed server JVM leaves behind is
/// ended by the next one. Each test JVM has databases and Kafka topics of its own.
@EntryPoint
public final class TestServers {
  private static final Duration START_LIMIT = Duration.ofMinutes(12);
  private static final Duration PATIENCE_WITH_EARLIER = Duration.ofMinutes(3);
  private static final Duration STEP = Duration.ofMillis(200);

  private static @Nullable TestServers instance;

  private final Endpoints endpoints;
  private final Realm realm;
  private final Map<String, Database> databases = new ConcurrentHashMap<>();
  private final String suffix = UUID.randomUUID().toString().substring(0, 8);

  /// Open until this JVM ends: the lease.
  @SuppressWarnings({"unused", "FieldCanBeLocal"}) // held, not read
  private final Socket lease;

  private TestServers(Endpoints endpoints, Realm realm, Socket lease) {
    this.endpoints = endpoints;
    this.realm = realm;
    this.lease = lease;
  }

  /// The servers, started if need be (a minute when everything is cold, nothing when they run).
  ///
  /// @throws TestServersException if they cannot be had
  public static synchronized TestServers get() {
    if (instance == null) {
      instance = connect(ServerFolder.ofThisCheckout());
    }
    return instance;
  }

  /// A database of this JVM's own, empty when first asked for.
  ///
  /// @param name lower-case letters and `_`; the real name has a random ending
  public Database database(String name) {
    return databases.computeIfAbsent(
        name, n -> admin().database(n + "_t" + suffix, realm.secrets().get("database.tests")));
  }

  /// A further database, empty, different at each call.
  public Database freshDatabase(String name) {
    return admin()
        .database(
            name + "_t" + UUID.randomUUID().toString().substring(0, 8),
            realm.secrets().get("database.tests"));
  }

  /// `host:port`, for `bootstrap.servers`.
  public String kafkaBootstrap() {
    return endpoints.kafkaBootstrap();
  }

  /// Prefix of this JVM's topics (property `bidseal.events.topic-prefix`): `t1a2b3c4d.`.
  public String topicPrefix() {
    return "t" + suffix + ".";
  }

  /// Base URL of Keycloak.
  public String keycloakUrl() {
    return endpoints.keycloakUrl();
  }

  /// `iss` of the tokens of realm `bidseal`.
  public String issuer() {
    return endpoints.keycloakUrl() + "/realms/" + Realm.NAME;
  }

  /// The realm's secrets: `client.<service>`, `staff.<user>`, `keycloak.admin`.
  public Realm realm() {
    return realm;
  }

  /// The superuser of the test's PostgreSQL.
  public PostgresAdmin admin() {
    return new PostgresAdmin(endpoints.postgresPort(), realm.secrets().get("postgres"));
  }

  static TestServers connect(ServerFolder folder) {
    try {
      Files.createDirectories(folder.path());
      try (FileChannel file =
              FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = file.lock()) {
        TestServers running = lease(folder);
        if (running == null) {
          running = ofEarlierJvm(folder);
        }
        return running != null ? running : launch(folder);
      }
    } catch (IOException e) {
      throw new TestServersException("The servers for tests cannot be had", e);
    }
  }

  private static @Nullable TestServers lease(ServerFolder folder) throws IOException {
    Endpoints endpoints = Endpoints.read(folder.endpoints());
    if (endpoints == null) {
      return null;
    }
    Socket socket = knock(endpoints);
    return socket == null ? null : new TestServers(endpoints, folder.realm(), socket);
  }

  /// A connection to the server JVM, or `null` if it is not there any more.
  private static @Nullable Socket knock(Endpoints endpoints) {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoints.leasePort());
      socket.setSoTimeout(5_000);
      String key =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      if (endpoints.key().equals(key)) {
        return socket;
      }
      socket.close();
      return null;
    } catch (IOException _) {
      return null;
    }
  }

  /// A server JVM that gives no lease though it lives is either starting, for a test JVM that was
  /// killed meanwhile, or stopping, or stuck.
  ///
  /// @return `null` if it has ended, or had to be
  private static @Nullable TestServers ofEarlierJvm(ServerFolder folder) throws IOException {
    Optional<ProcessHandle> earlier = ServerJvm.find(folder);
    if (earlier.isEmpty()) {
      return null;
    }
    TestServers servers = await(folder, earlier.get(), PATIENCE_WITH_EARLIER);
    if (servers == null) {
      Leftovers.end(earlier.get());
    }
    return servers;
  }

  private static TestServers launch(ServerFolder folder) throws IOException {
    Files.deleteIfExists(folder.endpoints());
    ProcessHandle process = ServerJvm.start(folder);
    TestServers servers = await(folder, process, START_LIMIT);
    if (servers != null) {
      return servers;
    }
    if (process.isAlive()) {
      process.destroy();
      throw new TestServersException(
          "The servers for tests took over "
              + START_LIMIT.toMinutes()
              + " minutes to start, see "
              + folder.log());
    }
    throw new TestServersException(
        "The servers for tests ended while starting; "
            + folder.log()
            + " ends with:\n"
            + lastLines(folder.log()));
  }

  /// @return `null` if the process ended, or gave no lease in this time
  private static @Nullable TestServers await(
      ServerFolder folder, ProcessHandle process, Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    boolean ended = false;
    while (!ended && System.nanoTime() < end) {
      TestServers servers = lease(folder);
      if (servers != null) {
        return servers;
      }
      ended = Leftovers.waitFor(process, STEP);
      if (Thread.currentThread().isInterrupted()) {
        throw new TestServersException("Interrupted while the servers for tests started");
      }
    }
    return null;
  }

  private static String lastLines(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }
}
