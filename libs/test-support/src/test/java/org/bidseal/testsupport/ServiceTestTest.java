package org.bidseal.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.bidseal.testsupport.servers.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.core.env.Environment;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@ServiceTest(database = "crypto")
class ServiceTestTest {
  @SpringBootApplication
  @RestController
  static class SmallService {
    @GetMapping("/openapi.json")
    String description() {
      return "{\"openapi\":\"3.1.0\",\"servers\":[{\"url\":\"http://x:1\"}],\"paths\":{}}";
    }
  }

  @Autowired WebTestClient client;
  @Autowired Environment environment;
  @TempDir Path folder;

  @Test
  void theServiceGetsAddressesAndSecretsThatWork() throws SQLException {
    DriverManager.getConnection(
            environment.getRequiredProperty("spring.datasource.url"),
            environment.getRequiredProperty("spring.datasource.username"),
            environment.getRequiredProperty("spring.datasource.password"))
        .close();
    assertThat(environment.getProperty("bidseal.security.client-id")).isEqualTo("crypto-service");
    assertThat(environment.getProperty("bidseal.security.issuer-uri"))
        .isEqualTo(TestServers.get().issuer());
    assertThat(environment.getProperty("bidseal.events.topic-prefix")).matches("t[0-9a-f]{8}\\.");
  }

  @Test
  void theContractIsComparedWithoutTheServersAddress() throws Exception {
    Path committed = folder.resolve("openapi.json");
    Files.writeString(committed, "{\"paths\":{},\"openapi\":\"3.1.0\"}");
    OpenApiContract.verify(client, "/openapi.json", committed);
  }
}
