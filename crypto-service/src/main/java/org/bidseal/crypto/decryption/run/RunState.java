package org.bidseal.crypto.decryption.run;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// What the thread that decrypts and the heartbeat that stores its progress tell each other.
public final class RunState {
  private final AtomicBoolean stopping;
  private volatile long done;
  private volatile @Nullable Checkpoint checkpoint;

  /// @param stopping whether the worker hands its jobs back
  public RunState(AtomicBoolean stopping, @Nullable Checkpoint checkpoint) {
    this.stopping = stopping;
    this.checkpoint = checkpoint;
  }

  boolean isStopping() {
    return stopping.get();
  }

  public long done() {
    return done;
  }

  void done(long bytes) {
    done = bytes;
  }

  public @Nullable Checkpoint checkpoint() {
    return checkpoint;
  }

  /// @param reached null if another run must begin anew
  void checkpoint(@Nullable Checkpoint reached) {
    checkpoint = reached;
  }
}
