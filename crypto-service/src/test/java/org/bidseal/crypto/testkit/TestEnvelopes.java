package org.bidseal.crypto.testkit;

import io.r2dbc.spi.Readable;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope;
import org.bidseal.crypto.codecrypt.SealedEnvelopes;
import org.bidseal.crypto.guard.request.Aside;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import reactor.core.publisher.Mono;

/// Envelopes with the verdicts that a test wants, in place of the bid side.
public final class TestEnvelopes implements SealedEnvelopes {
  private final Map<UUID, DecryptableEnvelope> verdicts = new ConcurrentHashMap<>();

  /// Gives the envelope this verdict from now on.
  public void put(UUID envelopeId, DecryptableEnvelope verdict) {
    verdicts.put(envelopeId, verdict);
  }

  @Override
  public Wish wish(UUID envelopeId, UUID sessionId, UUID personId) {
    return new Wish() {
      @Override
      public Aside aside() {
        return Aside.NOTHING;
      }

      @Override
      public Mono<DecryptableEnvelope> verdict(Readable row) {
        return Mono.just(verdicts.getOrDefault(envelopeId, new DecryptableEnvelope.NotFound()));
      }
    };
  }

  /// Puts it into the context.
  @TestConfiguration(proxyBeanMethods = false)
  public static class Config {
    @Bean
    @Primary
    TestEnvelopes testEnvelopes() {
      return new TestEnvelopes();
    }
  }
}
