package org.bidseal.testsupport;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.test.context.ContextCustomizerFactories;

/// Runs a test against the whole service on a port of its own, with the shared real PostgreSQL,
/// Kafka and Keycloak ([org.bidseal.testsupport.servers.TestServers]). All test classes of a module
/// share one empty database and one set of topics; a `WebTestClient` bean points at the service.
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureWebTestClient(timeout = "30s")
@ContextCustomizerFactories(ServiceTestContext.class)
public @interface ServiceTest {
  /// Name of the database: `identity`, `seals`, `signing`, `crypto`, `escrow`, `qr`, or a library's
  /// own word; empty for none.
  String database() default "";

  /// Keycloak client of the service under test; derived from the database's name by default.
  String client() default "";
}
