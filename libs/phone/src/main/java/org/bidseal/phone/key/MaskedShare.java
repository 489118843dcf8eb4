package org.bidseal.phone.key;

import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.share.DeviceShare;

/// All that a phone stores of its half: the masked scalar and the mask's salt. Nothing here tells a
/// right PIN from a wrong one.
public final class MaskedShare {
  private final Scalar masked;
  private final byte[] salt;
  private final PinMask mask;

  MaskedShare(Scalar masked, byte[] salt, PinMask mask) {
    this.masked = masked;
    this.salt = salt.clone();
    this.mask = mask;
  }

  /// The half that this PIN gives, right or wrong; the caller closes it.
  public DeviceShare unmask(Pin pin) {
    return DeviceShare.of(mask.unmask(masked, salt, pin));
  }

  @Override
  public String toString() {
    return "MaskedShare[REDACTED]";
  }
}
