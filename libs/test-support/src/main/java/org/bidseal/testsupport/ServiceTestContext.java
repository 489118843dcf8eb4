package org.bidseal.testsupport;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bidseal.embedded.Database;
import org.bidseal.embedded.Realm;
import org.bidseal.testsupport.servers.TestServers;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/// Gives the service under test the addresses and secrets that `deploy/up` gives the running one.
final class ServiceTestContext implements ContextCustomizerFactory {
  private static final Map<String, String> CLIENTS =
      Map.of(
          "identity", "identity-service",
          "seals", "seal-service",
          "signing", "signing-service",
          "crypto", "crypto-service",
          "escrow", "keyescrow-service",
          "qr", "qr-session-service");

  @Override
  public @Nullable ContextCustomizer createContextCustomizer(
      Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
    ServiceTest annotation =
        TestContextAnnotationUtils.findMergedAnnotation(testClass, ServiceTest.class);
    if (annotation == null) {
      return null;
    }
    String client = annotation.client();
    return new Customizer(
        annotation.database(),
        client.isEmpty() ? CLIENTS.getOrDefault(annotation.database(), "gateway") : client);
  }

  /// Equal for equal values, so that test classes share one application context.
  private record Customizer(String database, String client) implements ContextCustomizer {
    @Override
    public void customizeContext(
        ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
      TestServers servers = TestServers.get();
      Map<String, String> properties = new LinkedHashMap<>();
      if (!database.isEmpty()) {
        Database own = servers.database(database);
        properties.put("spring.r2dbc.url", own.r2dbcUrl());
        properties.put("spring.r2dbc.username", own.role());
        properties.put("spring.r2dbc.password", own.password());
        properties.put("spring.datasource.url", own.jdbcUrl());
        properties.put("spring.datasource.username", own.role());
        properties.put("spring.datasource.password", own.password());
      }
      properties.put("spring.kafka.bootstrap-servers", servers.kafkaBootstrap());
      properties.put("bidseal.events.topic-prefix", servers.topicPrefix());
      properties.put("bidseal.security.issuer-uri", servers.issuer());
      properties.put("bidseal.security.client-id", client);
      properties.put("bidseal.security.client-secret", secret("client." + client));
      Path target = Path.of("target", "service-test").toAbsolutePath();
      properties.put("bidseal.key-wrapping.key-file", target.resolve("wrapping.key").toString());
      properties.put("bidseal.blobs.folder", target.resolve("blobs").toString());
      if (client.equals("identity-service")) {
        properties.put(
            "bidseal.phone-login.key-file", servers.realm().phoneLogin().file().toString());
        properties.put("bidseal.phone-login.issuer", Realm.PHONE_LOGIN_ISSUER);
        properties.put("bidseal.phone-login.client-id", Realm.PHONE_CLIENT);
        properties.put("bidseal.phone-login.client-secret", secret("client." + Realm.PHONE_CLIENT));
      }
      TestPropertyValues.of(properties).applyTo(context);
    }

    private static String secret(String name) {
      return TestServers.get().realm().secrets().get(name);
    }
  }
}
