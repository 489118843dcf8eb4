package org.bidseal.crypto.unlocking;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/// Asks for the reset key, on this device.
record ResetKeyReleaseRequest(@NotNull UUID deviceId) {}
