package org.bidseal.servicedefaults;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;

/// Beans of every service. Tests replace {@link Clock} and {@link SecureRandom} by pinned ones.
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
      "org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration",
      "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
    })
@EnableConfigurationProperties({CryptoProperties.class, RequestProperties.class})
public final class ServiceDefaultsAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  @EntryPoint("the one clock of the service")
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  @ConditionalOnMissingBean
  @EntryPoint("the one source of randomness of the service")
  SecureRandom secureRandom() {
    return new SecureRandom();
  }

  @Bean
  @ConditionalOnMissingBean
  Ids ids(Clock clock, SecureRandom random) {
    return new Ids(clock, random);
  }

  @Bean
  @ConditionalOnMissingBean
  CryptoScheduler cryptoScheduler(CryptoProperties properties) {
    return new CryptoScheduler(properties.threadsOrProcessors(), properties.queue());
  }

  @Bean
  MeterBinder cryptoSchedulerMetrics(CryptoScheduler crypto) {
    return new ExecutorServiceMetrics(crypto.executor(), "crypto", Tags.empty());
  }

  @Bean
  @ConditionalOnMissingBean
  CurrentTrace currentTrace(Tracer tracer, ObservationRegistry observations) {
    return new CurrentTrace(tracer, observations);
  }

  @Bean
  RequestDeadlineFilter requestDeadlineFilter(RequestProperties properties) {
    return new RequestDeadlineFilter(properties.timeout());
  }

  @Bean
  @Profile("production")
  static ProductionGuard productionGuard() {
    return new ProductionGuard();
  }
}
