package org.bidseal.identity.platform;

import java.util.UUID;
import org.bidseal.identity.platform.TradingPlatform.Settings;

/// What other services are told of platforms. Subject: the platform.
final class PlatformEvents {

  static final String PLATFORM_REGISTERED = "org.bidseal.identity.platform-registered.v1";
  static final String PLATFORM_BOUND = "org.bidseal.identity.platform-bound.v1";

  record PlatformRegistered(UUID platformId, String name, String region, Settings settings) {}

  record PlatformBound(UUID platformId, UUID enterpriseId, UUID personId, UUID certificateId) {}

  private PlatformEvents() {}
}
