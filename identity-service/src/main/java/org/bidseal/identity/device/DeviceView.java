package org.bidseal.identity.device;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A device as its person sees it.
///
/// @param hasKey whether it registered a key of its own
/// @param stateSince absent if it was never anything but ACTIVE
record DeviceView(
    UUID deviceId,
    String name,
    DeviceState state,
    @Nullable Instant stateSince,
    boolean hasKey,
    Instant registeredAt,
    Instant lastLoginAt) {}
