package org.bidseal.servicedefaults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/// Refuses, under the profile `production`, settings that are the embedded fleet's: what stands
/// behind the colon of a placeholder in `application.yml` serves `deploy/up` and tests. Checked
/// before the first bean is made, all of it at once.
final class ProductionSettings implements EnvironmentPostProcessor, Ordered {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*):([^}]*)}");
  private static final int SHORTEST_SECRET = 12;
  private static final Set<String> KNOWN_TO_ALL =
      Set.of("password", "secret", "changeit", "changeme", "postgres", "admin", "keycloak");

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (environment.matchesProfiles("production")) {
      List<String> refusals = refusals(environment);
      if (!refusals.isEmpty()) {
        throw new InsecureProductionException(refusals);
      }
    }
  }

  /// What is wrong with these settings, each with what to set.
  static List<String> refusals(ConfigurableEnvironment environment) {
    List<String> refusals = new ArrayList<>();
    effective(environment)
        .forEach((key, raw) -> {
          String refusal = refusal(environment, key, raw);
          if (refusal != null) {
            refusals.add(refusal);
          }
        });
    if (environment.containsProperty("spring.kafka.bootstrap-servers")
        && !environment.containsProperty("spring.kafka.security.protocol")) {
      refusals.add(
          "spring.kafka.security.protocol is not set: Kafka would be used without a login; set"
              + " SPRING_KAFKA_SECURITY_PROTOCOL to SASL_SSL or SSL, or to PLAINTEXT where the network itself"
              + " keeps others out");
    }
    return refusals;
  }

  /// Each setting as it is written where it is taken from. Names of environment variables are no
  /// settings of their own.
  private static Map<String, String> effective(ConfigurableEnvironment environment) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> listed) {
        for (String name : listed.getPropertyNames()) {
          if (name.startsWith("spring.") || name.startsWith("bidseal.")) {
            settings.putIfAbsent(name, String.valueOf(listed.getProperty(name)));
          }
        }
      }
    }
    return settings;
  }

  private static @Nullable String refusal(
      ConfigurableEnvironment environment, String key, String raw) {
    Matcher placeholder = PLACEHOLDER.matcher(raw);
    if (placeholder.find() && isInForce(environment, key, placeholder.group(1))) {
      String standard = placeholder.group(2);
      String why = isUnused(environment, key) ? null : whyNot(key, standard);
      return why == null
          ? null
          : "%s %s: set %s (or %s)".formatted(key, why, placeholder.group(1), key);
    }
    // A library's default that is another setting's value is judged there.
    return isSecret(key) && !raw.contains("${spring.") ? weakness(environment, key) : null;
  }

  /// Whether nothing overrides the default: neither its variable nor the setting's own one.
  private static boolean isInForce(
      ConfigurableEnvironment environment, String key, String variable) {
    String own = key.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_');
    return !environment.containsProperty(variable) && !environment.containsProperty(own);
  }

  /// Blobs in a bucket need no folder.
  private static boolean isUnused(ConfigurableEnvironment environment, String key) {
    return key.equals("bidseal.blobs.folder")
        && environment.getProperty("bidseal.blobs.store", "fs").equals("s3");
  }

  private static @Nullable String whyNot(String key, String standard) {
    if (isSecret(key)) {
      return "is the embedded fleet's";
    }
    if (key.endsWith("key-file") && standard.isBlank()) {
      return "is not set";
    }
    if (standard.contains("localhost")) {
      return "names this machine";
    }
    if (standard.equals("sandbox")) {
      return "chooses a sandbox adapter";
    }
    return key.endsWith("folder") && !standard.startsWith("/") ? "is a relative folder" : null;
  }

  private static boolean isSecret(String key) {
    return key.endsWith("password") || key.endsWith("secret");
  }

  private static @Nullable String weakness(ConfigurableEnvironment environment, String key) {
    String value = environment.getProperty(key, "");
    if (value.isBlank()) {
      return key + " is empty: set it";
    }
    if (KNOWN_TO_ALL.contains(value.toLowerCase(Locale.ROOT))) {
      return key + " is one that everybody tries first: set another";
    }
    String whose = key.replaceFirst("password$", "username").replaceFirst("secret$", "id");
    String user = environment.getProperty(whose, "");
    if (value.equals(user)) {
      return key + " is the user's name: set another";
    }
    return value.length() < SHORTEST_SECRET
        ? key + " is shorter than " + SHORTEST_SECRET + " characters: set a longer one"
        : null;
  }
}
