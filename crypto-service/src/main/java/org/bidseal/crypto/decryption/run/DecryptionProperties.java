package org.bidseal.crypto.decryption.run;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How jobs are worked on, `bidseal.crypto.decryption.*`.
///
/// @param slots jobs that a worker does at once; 0: one for each processor, as far as the heap goes
/// @param jobMemory heap that a job holds at most: a window of segments, and its streams
/// @param lease how long a worker that gives no sign keeps its jobs
/// @param checkpointSize a job that has put out so many bytes more is made resumable there
/// @param checkpointInterval or that has worked so long
@ConfigurationProperties("bidseal.crypto.decryption")
public record DecryptionProperties(
    @DefaultValue("0") int slots,
    @DefaultValue("20MB") DataSize jobMemory,
    @DefaultValue("30s") Duration lease,
    @DefaultValue("256MB") DataSize checkpointSize,
    @DefaultValue("10s") Duration checkpointInterval) {

  /// How many jobs fit: half of the heap is theirs.
  public int slots(int processors, long heap) {
    long fitting = Math.max(1, heap / 2 / jobMemory.toBytes());
    return slots > 0 ? slots : (int) Math.min(processors, fitting);
  }
}
