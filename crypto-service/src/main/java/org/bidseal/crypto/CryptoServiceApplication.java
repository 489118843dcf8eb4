package org.bidseal.crypto;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Starts crypto-service, in the roles that `bidseal.crypto.roles` names.
@SpringBootApplication
public class CryptoServiceApplication {
  /// Starts it.
  ///
  /// @param args Spring Boot's command line
  public static void main(String[] args) {
    SpringApplication.run(CryptoServiceApplication.class, args);
  }
}
