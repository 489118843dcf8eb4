package org.bidseal.signing;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Starts signing-service.
@SpringBootApplication
public class SigningServiceApplication {
  /// Starts the service.
  ///
  /// @param arguments Spring Boot's command line
  public static void main(String[] arguments) {
    SpringApplication.run(SigningServiceApplication.class, arguments);
  }
}
