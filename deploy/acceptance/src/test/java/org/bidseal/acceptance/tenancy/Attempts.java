package org.bidseal.acceptance.tenancy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.bidseal.fleet.Fleet;

/// Asks the services themselves, past the gateway: each must judge on its own.
final class Attempts {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger number = new AtomicInteger();
  private final Fleet fleet;

  Attempts(Fleet fleet) {
    this.fleet = fleet;
  }

  /// @param target path and query
  /// @param body JSON, empty for none
  HttpResponse<String> send(Operation operation, String target, String body, Stranger stranger) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(fleet.url(operation.service()) + target))
            .timeout(TIMEOUT)
            .header("Idempotency-Key", "stranger-" + number.incrementAndGet())
            .header("Content-Type", operation.contentType())
            .method(operation.method(), BodyPublishers.ofString(body));
    operation.requiredHeaders().forEach(request::header);
    if (!stranger.authorization().isEmpty()) {
      request.header("Authorization", stranger.authorization());
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(operation + " " + target, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
