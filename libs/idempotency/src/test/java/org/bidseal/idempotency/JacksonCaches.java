package org.bidseal.idempotency;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/// Allows the lock that Jackson holds while it first meets a type: two first requests at the same
/// time may meet there, in WebFlux's own decoder, for microseconds and never again.
public final class JacksonCaches implements BlockHoundIntegration {
  @Override
  public void applyTo(BlockHound.Builder builder) {
    builder.allowBlockingCallsInside(
        "tools.jackson.databind.deser.DeserializerCache", "_createAndCacheValueDeserializer");
  }
}
