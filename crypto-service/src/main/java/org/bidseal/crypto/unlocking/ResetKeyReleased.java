package org.bidseal.crypto.unlocking;

import java.util.UUID;

/// Content of `reset-key-released`: someone with the owner's account and face asked for it, and the
/// owner is told.
record ResetKeyReleased(UUID keyId, UUID deviceId, UUID personId) {
  static final String TYPE = "org.bidseal.crypto.reset-key-released.v1";
}
