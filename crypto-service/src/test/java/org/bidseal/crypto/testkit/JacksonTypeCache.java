package org.bidseal.crypto.testkit;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/// Jackson learns each type once, under a lock; requests of one new type that come at once wait for
/// each other, for microseconds and never again.
public final class JacksonTypeCache implements BlockHoundIntegration {
  @Override
  public void applyTo(BlockHound.Builder builder) {
    builder
        .allowBlockingCallsInside(
            "tools.jackson.databind.deser.DeserializerCache", "_createAndCacheValueDeserializer")
        .allowBlockingCallsInside(
            "tools.jackson.databind.ser.SerializerCache", "addAndResolveNonTypedSerializer");
  }
}
