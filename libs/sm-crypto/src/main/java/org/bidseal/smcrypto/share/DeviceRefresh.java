package org.bidseal.smcrypto.share;

import org.bidseal.smcrypto.Scalar;

/// A refresh under way on the phone: `t`, which goes to the server sealed, and the new half, whose
/// `P1'` goes with it. The phone keeps its old half until the server has answered.
public record DeviceRefresh(Scalar t, DeviceShare newShare) implements AutoCloseable {
  @Override
  public void close() {
    t.close();
    newShare.close();
  }
}
