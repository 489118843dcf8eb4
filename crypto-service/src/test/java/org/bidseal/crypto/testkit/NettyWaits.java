package org.bidseal.crypto.testkit;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/// Netty's own short waits: its allocator has a lock that threads hold for microseconds, and the S3
/// client waits for its connections when it is closed, at the end of the service.
public final class NettyWaits implements BlockHoundIntegration {
  @Override
  public void applyTo(BlockHound.Builder builder) {
    builder
        .allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator", "allocate")
        .allowBlockingCallsInside("io.netty.channel.pool.SimpleChannelPool", "close");
  }
}
