package org.bidseal.qr;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// qr-session-service.
@SpringBootApplication
public class QrSessionServiceApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(QrSessionServiceApplication.class, arguments);
  }
}
