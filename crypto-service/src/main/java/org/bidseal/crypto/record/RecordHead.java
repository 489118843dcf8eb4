package org.bidseal.crypto.record;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.crypto.envelope.Octets;
import org.jspecify.annotations.Nullable;

/// The signed end of a chain of a certain length; the same for everybody who asks.
///
/// @param payload canonical JSON of [HeadStatement], the bytes that are signed
/// @param signature SM2 with SM3 over the payload, DER
/// @param timestamp RFC 3161 token over SM3 of the signature; null until it is there
/// @param authorities DER in base64; null until they are known
record RecordHead(
    UUID openingId,
    long entries,
    UUID signerId,
    Octets payload,
    Octets signature,
    @Nullable Octets timestamp,
    @Nullable List<String> authorities) {

  /// A head with all that belongs to it.
  record Complete(RecordHead head, Octets timestamp, List<String> authorities) {}

  /// The same, complete; empty if something is missing.
  Optional<Complete> complete() {
    return timestamp == null || authorities == null
        ? Optional.empty()
        : Optional.of(new Complete(this, timestamp, authorities));
  }
}
