package org.bidseal.seals;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// seal-service.
@SpringBootApplication
public class SealServiceApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(SealServiceApplication.class, arguments);
  }
}
