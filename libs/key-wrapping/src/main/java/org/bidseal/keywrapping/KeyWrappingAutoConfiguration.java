package org.bidseal.keywrapping;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.bidseal.servicedefaults.ServiceDefaultsAutoConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/// Chooses the key wrapping: a key file, named by `bidseal.key-wrapping.key-file` (environment:
/// `BIDSEAL_KEYWRAPPING_KEYFILE`), everywhere but in production.
@AutoConfiguration(after = ServiceDefaultsAutoConfiguration.class)
public final class KeyWrappingAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(KeyWrapping.class)
  KeyWrapping keyFileWrapping(
      @Value("${bidseal.key-wrapping.key-file:}") String file,
      Environment environment,
      SecureRandom random)
      throws IOException {
    if (environment.matchesProfiles("production")) {
      throw new IllegalStateException(
          "The production profile refuses key files: provide a KeyWrapping of a hardware module");
    }
    if (file.isBlank()) {
      throw new IllegalStateException(
          "No key file: set bidseal.key-wrapping.key-file (or BIDSEAL_KEYWRAPPING_KEYFILE) to a path; the file is"
              + " made if it is missing");
    }
    return KeyFileWrapping.open(Path.of(file), random);
  }
}
