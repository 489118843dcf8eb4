package org.bidseal.crypto.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.Environment;

/// What a process of its own needs to work on the test's database, topics and blobs.
public final class SharedSettings {
  private static final List<String> NAMES =
      List.of(
          "spring.r2dbc.url",
          "spring.r2dbc.username",
          "spring.r2dbc.password",
          "spring.datasource.url",
          "spring.datasource.username",
          "spring.datasource.password",
          "spring.kafka.bootstrap-servers",
          "bidseal.events.topic-prefix",
          "bidseal.security.issuer-uri",
          "bidseal.security.client-id",
          "bidseal.security.client-secret",
          "bidseal.key-wrapping.key-file",
          "bidseal.blobs.folder");

  private SharedSettings() {}

  /// The settings of a running test.
  ///
  /// @throws IllegalStateException if it has not all of them
  public static Map<String, String> of(Environment environment) {
    Map<String, String> settings = new LinkedHashMap<>();
    NAMES.forEach(name -> settings.put(name, environment.getRequiredProperty(name)));
    return settings;
  }
}
