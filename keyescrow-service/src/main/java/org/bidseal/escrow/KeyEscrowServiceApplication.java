package org.bidseal.escrow;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// keyescrow-service.
@SpringBootApplication
public class KeyEscrowServiceApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(KeyEscrowServiceApplication.class, arguments);
  }
}
