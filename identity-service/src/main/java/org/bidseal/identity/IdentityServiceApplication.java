package org.bidseal.identity;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// Starts identity-service.
@SpringBootApplication
@ConfigurationPropertiesScan
public class IdentityServiceApplication {

  /// Runs until it is told to stop.
  ///
  /// @param args Spring Boot's
  public static void main(String[] args) {
    SpringApplication.run(IdentityServiceApplication.class, args);
  }
}
