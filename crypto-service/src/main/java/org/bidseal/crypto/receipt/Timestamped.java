package org.bidseal.crypto.receipt;

import java.util.UUID;
import org.bidseal.crypto.envelope.Octets;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Signed documents of one kind that get an RFC 3161 token over SM3 of their signature, each when
/// the authority gives it.
public interface Timestamped {
  /// What one of them is called in the log.
  String what();

  /// Takes up to `most` whose turn it is; who takes them puts their next turn into the future.
  Flux<Untimed> claimUntimed(int most);

  /// Adds a checked token; the first one stays.
  Mono<Void> addTimestamp(UUID id, Octets token);

  /// A signature that waits for its timestamp.
  record Untimed(UUID id, Octets signature) {}
}
