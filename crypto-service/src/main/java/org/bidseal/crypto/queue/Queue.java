package org.bidseal.crypto.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The queue at one moment.
///
/// Expected times are those of a fluid model: the workers together do `bytesPerSecond`, a job gets
/// its part of that once all work before it is done.
///
/// @param now the database's time
/// @param places by envelope, in the order in which they are served
/// @param waiting how many of them are not being decrypted yet
/// @param emptyAt when all of them are expected to be done; null while no worker lives
public record Queue(
    Instant now, Map<UUID, QueuePlace> places, int waiting, @Nullable Instant emptyAt) {
  /// What starting a job costs, in bytes of decryption: reading its row, events, a synced file.
  static final long JOB_COST = 1024 * 1024;

  /// Keeps the order.
  public Queue {
    places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
  }

  /// A job that is not done.
  record Entry(UUID envelopeId, UUID openingId, boolean running, long done, long total) {
    long left() {
      return Math.max(0, total - done) + JOB_COST;
    }
  }

  /// What all workers together can do.
  ///
  /// @param slots jobs at once
  /// @param bytesPerSecond of plaintext, all slots together; 0 if no worker lives
  record Force(int slots, long bytesPerSecond) {
    /// How long one slot needs for that much.
    @Nullable Duration alone(long bytes) {
      return together(bytes * slots);
    }

    @Nullable Duration together(long bytes) {
      return bytesPerSecond == 0
          ? null
          : Duration.ofMillis(Math.round(bytes * 1000.0 / bytesPerSecond));
    }
  }

  /// @param entries in the order in which they are served, those that run first
  static Queue of(Instant now, List<Entry> entries, Force force) {
    Map<UUID, QueuePlace> places = new LinkedHashMap<>();
    int position = 0;
    long before = 0;
    for (Entry entry : entries) {
      if (!entry.running()) {
        position++;
      }
      Duration start = entry.running() ? Duration.ZERO : force.together(before);
      places.put(
          entry.envelopeId(),
          new QueuePlace(
              entry.envelopeId(),
              entry.openingId(),
              entry.running() ? 0 : position,
              at(now, start, force.alone(entry.left())),
              entry.done(),
              entry.total()));
      before += entry.left();
    }
    return new Queue(now, places, position, at(now, Duration.ZERO, force.together(before)));
  }

  private static @Nullable Instant at(
      Instant now, @Nullable Duration start, @Nullable Duration own) {
    return start == null || own == null ? null : now.plus(start).plus(own);
  }

  /// Those of one opening.
  Map<UUID, QueuePlace> ofOpening(UUID openingId) {
    Map<UUID, QueuePlace> own = new LinkedHashMap<>(places);
    own.values().removeIf(place -> !place.openingId().equals(openingId));
    return own;
  }
}
