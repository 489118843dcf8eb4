package org.bidseal.crypto.testkit;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/// Netty's allocator of buffers waits for a lock, for microseconds, when several event loops need
/// memory at once, as they do in tests that move large files on a busy machine.
public final class NettyAllocator implements BlockHoundIntegration {
  @Override
  public void applyTo(BlockHound.Builder builder) {
    builder.allowBlockingCallsInside(
        "io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup", "allocate");
  }
}
