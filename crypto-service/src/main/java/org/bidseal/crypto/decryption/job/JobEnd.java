package org.bidseal.crypto.decryption.job;

import org.bidseal.crypto.envelope.DecryptionFailure;
import org.jspecify.annotations.Nullable;

/// How a job ended.
record JobEnd(String state, @Nullable String failure) {
  static JobEnd done() {
    return new JobEnd("DONE", null);
  }

  static JobEnd failed(DecryptionFailure reason) {
    return new JobEnd("FAILED", reason.name());
  }
}
