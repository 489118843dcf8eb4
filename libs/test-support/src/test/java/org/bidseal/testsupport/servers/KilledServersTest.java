package org.bidseal.testsupport.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.bidseal.embedded.Database;
import org.bidseal.embedded.process.Leftovers;
import org.bidseal.embedded.process.Postmaster;
import org.bidseal.testsupport.Awaiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/// A server JVM in a folder of this test's own, killed like by the kernel when memory is short.
@DisabledIf(value = "hasDocker", disabledReason = "containers are ended by Ryuk")
class KilledServersTest {
  @TempDir Path path;

  static boolean hasDocker() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  @Test
  void theNextStartEndsWhatAKilledServerJvmLeft() throws Exception {
    ServerFolder folder = new ServerFolder(path);
    TestServers.connect(folder);
    List<ProcessHandle> orphans = List.of(postgres(), keycloak());
    ProcessHandle killed = ServerJvm.find(folder).orElseThrow();
    killed.destroyForcibly();
    Awaiting.until("the server JVM is gone", () -> ServerJvm.find(folder).isEmpty());
    assertThat(orphans).allMatch(ProcessHandle::isAlive);

    TestServers next = TestServers.connect(folder);
    Database database = next.database("after");
    DriverManager.getConnection(database.jdbcUrl(), database.role(), database.password()).close();
    assertThat(orphans).allMatch(orphan -> Leftovers.waitFor(orphan, Duration.ZERO));
    assertThat(List.of(postgres(), keycloak())).doesNotContainAnyElementsOf(orphans);
    assertThat(TestServers.connect(folder).kafkaBootstrap())
        .as("the same servers, not further ones")
        .isEqualTo(next.kafkaBootstrap());
  }

  @AfterEach
  void stop() {
    ServerJvm.find(new ServerFolder(path)).ifPresent(Leftovers::end);
    Leftovers.find(keycloakPid(), keycloakMarks()).ifPresent(Leftovers::end);
    new Postmaster(cluster()).end();
  }

  private ProcessHandle postgres() {
    return new Postmaster(cluster()).find().orElseThrow();
  }

  private ProcessHandle keycloak() {
    return Leftovers.find(keycloakPid(), keycloakMarks()).orElseThrow();
  }

  private Path cluster() {
    return path.resolve("postgres").resolve("cluster");
  }

  private Path keycloakPid() {
    return path.resolve("keycloak").resolve("keycloak.pid");
  }

  private Set<String> keycloakMarks() {
    return Set.of("-Dkc.home.dir=" + path.resolve("keycloak"));
  }
}
