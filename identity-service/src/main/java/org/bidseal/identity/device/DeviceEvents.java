package org.bidseal.identity.device;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What other services are told of devices that change hands.
final class DeviceEvents {
  static final String LOST = "org.bidseal.identity.device-lost.v1";
  static final String FOUND = "org.bidseal.identity.device-found.v1";
  static final String REMOVED = "org.bidseal.identity.device-removed.v1";

  private DeviceEvents() {}

  /// Content of `device-lost` and `device-removed`.
  ///
  /// @param at by the database's clock
  record DeviceGone(UUID deviceId, UUID personId, Instant at) {}

  /// Content of `device-found`: what `device-registered` said of it.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DeviceFound(UUID deviceId, UUID personId, String name, @Nullable String publicKey) {}
}
