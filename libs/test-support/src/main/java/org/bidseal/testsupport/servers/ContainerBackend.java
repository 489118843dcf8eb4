package org.bidseal.testsupport.servers;

import org.bidseal.embedded.Realm;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/// The servers as containers, where Docker answers: other builds of the same versions. The machines
/// on which this project is developed have no Docker, so this class has been compiled and read, not
/// run; [EmbeddedBackend] is the one that every build there exercises.
final class ContainerBackend implements Backend {
  private static final int KEYCLOAK_PORT = 8080;

  private final PostgreSQLContainer postgres;
  private final KafkaContainer kafka;
  private final GenericContainer<?> keycloak;

  private ContainerBackend(Realm realm) {
    this.postgres =
        new PostgreSQLContainer(DockerImageName.parse("postgres:17.6"))
            .withUsername("postgres")
            .withPassword(realm.secrets().get("postgres"))
            .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=300");
    this.kafka = new KafkaContainer(DockerImageName.parse("apache/kafka:4.2.1"));
    this.keycloak =
        new GenericContainer<>(DockerImageName.parse("quay.io/keycloak/keycloak:26.7.3"))
            .withCommand("start-dev", "--import-realm", "--features=jwt-authorization-grant")
            .withEnv("KC_BOOTSTRAP_ADMIN_USERNAME", "admin")
            .withEnv("KC_BOOTSTRAP_ADMIN_PASSWORD", realm.secrets().get("keycloak.admin"))
            .withCopyToContainer(
                Transferable.of(realm.json()), "/opt/keycloak/data/import/bidseal-realm.json")
            .withExposedPorts(KEYCLOAK_PORT)
            .waitingFor(Wait.forHttp("/realms/bidseal").forPort(KEYCLOAK_PORT));
  }

  static ContainerBackend start(ServerFolder folder) {
    ContainerBackend backend = new ContainerBackend(folder.realm());
    try {
      backend.postgres.start();
      backend.kafka.start();
      backend.keycloak.start();
      return backend;
    } catch (RuntimeException e) {
      backend.close();
      throw e;
    }
  }

  @Override
  public int postgresPort() {
    return postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT);
  }

  @Override
  public String kafkaBootstrap() {
    return kafka.getBootstrapServers();
  }

  @Override
  public String keycloakUrl() {
    return "http://127.0.0.1:" + keycloak.getMappedPort(KEYCLOAK_PORT);
  }

  @Override
  public void close() {
    keycloak.stop();
    kafka.stop();
    postgres.stop();
  }
}
