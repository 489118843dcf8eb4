package org.bidseal.crypto.refresh;

import java.util.UUID;

/// Content of `share-refreshed`: every copy of an older share is worthless from now on.
///
/// @param deviceId the one device whose holding is not STALE
record ShareRefreshed(UUID keyId, int generation, UUID deviceId) {
  static final String TYPE = "org.bidseal.crypto.share-refreshed.v1";
}
