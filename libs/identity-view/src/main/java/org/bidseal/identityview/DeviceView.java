package org.bidseal.identityview;

import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.jspecify.annotations.Nullable;

/// One installation of the app on a phone.
///
/// @param publicKey the device's own SM2 key, which signs what the phone reports; null if the phone
///   registered none
public record DeviceView(UUID deviceId, UUID personId, @Nullable Point publicKey) {}
