package org.bidseal.crypto.testkit;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.bidseal.crypto.CryptoServiceApplication;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;

/// crypto-service with its crypto threads stuck: it counts attempts and never looks at a proof. A
/// test runs it as a process of its own, to kill it between the two.
public final class StalledService {
  /// Before the port, on a line of its own.
  public static final String READY = "STALLED SERVICE ON PORT ";

  private StalledService() {}

  /// Starts it.
  ///
  /// @param args Spring Boot's
  public static void main(String[] args) {
    var context =
        (ReactiveWebServerApplicationContext)
            SpringApplication.run(
                new Class<?>[] {CryptoServiceApplication.class, TestEnvelopes.Config.class}, args);
    var crypto = context.getBean(CryptoScheduler.class);
    var never = new CountDownLatch(1);
    int threads = Runtime.getRuntime().availableProcessors();
    for (int i = 0; i < threads; i++) {
      crypto
          .run(() -> {
            never.await();
            return true;
          })
          .subscribe();
    }
    System.out.println(READY + Objects.requireNonNull(context.getWebServer()).getPort());
  }
}
