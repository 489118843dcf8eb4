package org.bidseal.servicecalls;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.bidseal.problem.UpstreamProblemException;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.codec.ClientCodecConfigurer;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Clients of the other services.
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration",
      "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration"
    })
@EnableConfigurationProperties(CallProperties.class)
public final class ServiceCallsAutoConfiguration {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int CONNECTIONS = 200;
  private static final int WAITING = 1_000;

  @Bean
  @ConditionalOnMissingBean
  ServiceCalls serviceCalls(
      CallProperties properties,
      WebClient.Builder builder,
      CircuitBreakerRegistry serviceBreakers,
      ConnectionProvider serviceConnections,
      JsonMapper json) {
    HttpClient http =
        HttpClient.create(serviceConnections)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
    JsonMapper tolerant =
        json.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    WebClient.Builder common =
        builder
            .clone()
            .clientConnector(new ReactorClientHttpConnector(http))
            .codecs(codecs -> configure(codecs, tolerant, properties.calls().maxBody()));
    var token = new ServiceToken(common.clone().build(), properties.security());
    return new ServiceCalls(properties, common, token, serviceBreakers, tolerant);
  }

  /// Opens at half of the last 50 calls failed, looks again after 5 s. A refusal is no failure.
  @Bean
  @ConditionalOnMissingBean
  CircuitBreakerRegistry serviceBreakers() {
    return CircuitBreakerRegistry.of(
        CircuitBreakerConfig.custom()
            .slidingWindowSize(50)
            .minimumNumberOfCalls(10)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(5))
            .permittedNumberOfCallsInHalfOpenState(3)
            .ignoreExceptions(UpstreamProblemException.class)
            .build());
  }

  @Bean
  MeterBinder serviceBreakerMetrics(CircuitBreakerRegistry serviceBreakers) {
    return TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(serviceBreakers);
  }

  /// Closes idle connections before the servers do (`server.netty.idle-timeout`, 75 s), so that no
  /// call is written into a connection that is just being closed.
  @Bean(destroyMethod = "dispose")
  ConnectionProvider serviceConnections() {
    return ConnectionProvider.builder("service-calls")
        .maxConnections(CONNECTIONS)
        .pendingAcquireMaxCount(WAITING)
        .pendingAcquireTimeout(Duration.ofSeconds(2))
        .maxIdleTime(Duration.ofSeconds(30))
        .maxLifeTime(Duration.ofMinutes(5))
        .build();
  }

  private static void configure(ClientCodecConfigurer codecs, JsonMapper json, int maxBody) {
    codecs.defaultCodecs().jacksonJsonDecoder(new JacksonJsonDecoder(json));
    codecs.defaultCodecs().maxInMemorySize(maxBody);
  }
}
