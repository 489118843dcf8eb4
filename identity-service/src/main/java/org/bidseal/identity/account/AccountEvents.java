package org.bidseal.identity.account;

import java.util.UUID;

/// What other services are told of accounts.
final class AccountEvents {

  static final String PERSON_REGISTERED = "org.bidseal.identity.person-registered.v1";
  static final String DEVICE_REGISTERED = "org.bidseal.identity.device-registered.v1";

  record PersonRegistered(UUID personId) {}

  record DeviceRegistered(UUID deviceId, UUID personId, String name) {}

  private AccountEvents() {}
}
