package org.bidseal.keywrapping;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.bidseal.servicedefaults.ServiceDefaultsAutoConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/// Chooses the key wrapping: a PKCS #11 token, if `bidseal.key-wrapping.pkcs11.library` names its
/// module (environment: `BIDSEAL_KEYWRAPPING_PKCS11_LIBRARY`), else a key file, named by
/// `bidseal.key-wrapping.key-file` (`BIDSEAL_KEYWRAPPING_KEYFILE`), everywhere but in production.
@AutoConfiguration(after = ServiceDefaultsAutoConfiguration.class)
@EnableConfigurationProperties(Pkcs11Settings.class)
public final class KeyWrappingAutoConfiguration {
  private static final String PIN = "bidseal.key-wrapping.pkcs11.pin";

  @Bean
  @ConditionalOnMissingBean(KeyWrapping.class)
  KeyWrapping keyWrapping(
      Pkcs11Settings token,
      @Value("${" + TokenPin.FILE + ":}") String pinFile,
      @Value("${bidseal.key-wrapping.key-file:}") String keyFile,
      ConfigurableEnvironment environment,
      SecureRandom random)
      throws IOException {
    if (token.isSet()) {
      requireNoPinOnTheCommandLine(environment);
      @Nullable Path file = pinFile.isBlank() ? null : Path.of(pinFile);
      TokenPin pin = new TokenPin(file, System.getenv());
      return Pkcs11Wrapping.open(Pkcs11Token.open(token, pin), random);
    }
    if (environment.matchesProfiles("production")) {
      throw new IllegalStateException(
          "The production profile refuses key files: set bidseal.key-wrapping.pkcs11.library (or"
              + " BIDSEAL_KEYWRAPPING_PKCS11_LIBRARY) to the module of a token (docs/custody.md)");
    }
    if (keyFile.isBlank()) {
      throw new IllegalStateException(
          "No key file: set bidseal.key-wrapping.key-file (or BIDSEAL_KEYWRAPPING_KEYFILE) to a path; the file is"
              + " made if it is missing");
    }
    return KeyFileWrapping.open(Path.of(keyFile), random);
  }

  @Bean
  KeyModuleProblems keyModuleProblems() {
    return new KeyModuleProblems();
  }

  /// `ps` shows it to everybody, and shells keep it in their history.
  private static void requireNoPinOnTheCommandLine(ConfigurableEnvironment environment) {
    for (PropertySource<?> source : environment.getPropertySources()) {
      boolean commandLine =
          source instanceof CommandLinePropertySource
              || source
                  .getName()
                  .equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
      if (commandLine && source.containsProperty(PIN)) {
        throw new IllegalStateException(
            "A token's PIN stands on no command line: remove "
                + PIN
                + ", set "
                + TokenPin.FILE
                + " or "
                + TokenPin.VARIABLE
                + ", and change the PIN");
      }
    }
  }
}
