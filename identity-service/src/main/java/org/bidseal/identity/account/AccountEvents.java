package org.bidseal.identity.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What other services are told of accounts.
final class AccountEvents {

  static final String PERSON_REGISTERED = "org.bidseal.identity.person-registered.v1";
  static final String DEVICE_REGISTERED = "org.bidseal.identity.device-registered.v1";

  record PersonRegistered(UUID personId) {}

  /// Told at the first login of a device, and again when an older device registers its key.
  ///
  /// @param publicKey of the device's own key, 65 bytes as 130 lower-case hex digits; absent if it
  ///   has none
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DeviceRegistered(UUID deviceId, UUID personId, String name, @Nullable String publicKey) {}

  private AccountEvents() {}
}
