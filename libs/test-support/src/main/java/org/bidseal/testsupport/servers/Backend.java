package org.bidseal.testsupport.servers;

/// The running PostgreSQL, Kafka and Keycloak behind the tests.
interface Backend extends AutoCloseable {
  int postgresPort();

  String kafkaBootstrap();

  String keycloakUrl();

  @Override
  void close();
}
