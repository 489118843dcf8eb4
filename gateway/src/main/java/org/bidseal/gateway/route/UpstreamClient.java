package org.bidseal.gateway.route;

import io.netty.handler.timeout.WriteTimeoutHandler;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.bidseal.gateway.traffic.Traffic;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;

/// How the gateway speaks to the services: a hung one is noticed in every phase of a request, while
/// it takes the body, before it answers and in the middle of its answer; and nothing is ever sent
/// twice, for a request whose connection broke may have been carried out.
@Component
class UpstreamClient implements HttpClientCustomizer {
  private final Traffic traffic;

  UpstreamClient(Traffic traffic) {
    this.traffic = traffic;
  }

  @Override
  public HttpClient customize(HttpClient client) {
    return client
        .disableRetry(true)
        .doOnConnected(this::limitWrites)
        .doOnRequest((request, _) -> limitSilence(request));
  }

  private void limitWrites(Connection connection) {
    connection.addHandlerLast(
        new WriteTimeoutHandler(traffic.untaken().toMillis(), TimeUnit.MILLISECONDS));
  }

  /// Runs from the end of the request, and anew from each read of the answer.
  private void limitSilence(HttpClientRequest request) {
    String path = URI.create(request.resourceUrl()).getRawPath();
    request.responseTimeout(traffic.limits(PathContainer.parsePath(path)).silence());
  }
}
