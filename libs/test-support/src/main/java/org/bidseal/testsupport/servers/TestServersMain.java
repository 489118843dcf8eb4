package org.bidseal.testsupport.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bidseal.embedded.Ports;
import org.bidseal.embedded.Secrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/// The JVM behind the tests of one checkout: starts the servers, says where they are, and ends when
/// no test JVM has held a connection ("lease") for a minute. Argument: the shared folder.
@EntryPoint
final class TestServersMain {
  private static final Logger LOG = LoggerFactory.getLogger(TestServersMain.class);
  private static final Duration UNUSED_LIMIT = Duration.ofSeconds(60);

  private final AtomicInteger leases = new AtomicInteger();
  private final AtomicLong lastUse = new AtomicLong(System.nanoTime());
  private final String key = UUID.randomUUID().toString();

  private TestServersMain() {}

  public static void main(String[] arguments) {
    try {
      new TestServersMain().run(new ServerFolder(Path.of(arguments[0])));
    } catch (Exception e) {
      LOG.error("The servers for tests ended", e);
      // Also past Kafka's threads, which are not daemons.
      Runtime.getRuntime().halt(1);
    }
    Runtime.getRuntime().halt(0);
  }

  private void run(ServerFolder folder) throws IOException, InterruptedException {
    try (Backend backend = start(folder);
        ServerSocket leasePort =
            new ServerSocket(Ports.free(), 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> grantLeases(leasePort));
      lastUse.set(System.nanoTime());
      new Endpoints(
              ProcessHandle.current().pid(),
              leasePort.getLocalPort(),
              key,
              backend.postgresPort(),
              backend.kafkaBootstrap(),
              backend.keycloakUrl())
          .write(folder.endpoints());
      LOG.info("Ready");
      while (inUse()) {
        Thread.sleep(1_000);
      }
      LOG.info("Unused for {} s: stopping", UNUSED_LIMIT.toSeconds());
    }
  }

  private static Backend start(ServerFolder folder) {
    Secrets secrets = folder.secrets();
    // Made here, once: test JVMs only read the file.
    for (String shared : List.of("postgres", "database.tests", "client.platforms")) {
      secrets.get(shared);
    }
    return DockerClientFactory.instance().isDockerAvailable()
        ? ContainerBackend.start(folder)
        : EmbeddedBackend.start(folder);
  }

  private boolean inUse() {
    return leases.get() > 0 || System.nanoTime() - lastUse.get() < UNUSED_LIMIT.toNanos();
  }

  private void grantLeases(ServerSocket port) {
    while (!port.isClosed()) {
      try {
        Socket socket = port.accept();
        leases.incrementAndGet();
        Thread.ofVirtual().start(() -> hold(socket));
      } catch (SocketException e) {
        LOG.debug("Lease port closed", e);
      } catch (IOException e) {
        LOG.warn("A test JVM could not get its lease", e);
      }
    }
  }

  /// Until the test JVM ends: its end, however it comes, closes the connection.
  private void hold(Socket socket) {
    try (socket) {
      socket.getOutputStream().write((key + "\n").getBytes(StandardCharsets.US_ASCII));
      while (socket.getInputStream().read() >= 0) {
        LOG.debug("A test JVM is alive");
      }
    } catch (IOException e) {
      LOG.debug("A test JVM is gone", e);
    } finally {
      lastUse.set(System.nanoTime());
      leases.decrementAndGet();
    }
  }
}
