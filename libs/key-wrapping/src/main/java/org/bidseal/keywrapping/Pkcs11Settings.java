package org.bidseal.keywrapping;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// A token that holds the key-encryption keys (PKCS #11 v2.40). Its PIN is not among the settings,
/// see [TokenPin].
///
/// @param library the module's shared library, such as `/usr/lib/softhsm/libsofthsm2.so`; empty if
///   there is no module
/// @param slot id of the token's slot; without it the one at `slotListIndex`
/// @param slotListIndex place of the slot in the module's list, from 0
/// @param label the keys are called `<label>-<version>` (`CKA_LABEL`)
/// @param current the version that wraps; 0: the highest on the token
@ConfigurationProperties("bidseal.key-wrapping.pkcs11")
record Pkcs11Settings(
    @DefaultValue("") String library,
    @Nullable Long slot,
    @DefaultValue("0") int slotListIndex,
    @DefaultValue("bidseal-kek") String label,
    @DefaultValue("0") int current) {
  Pkcs11Settings {
    if (library.lines().count() > 1) {
      throw new IllegalArgumentException("bidseal.key-wrapping.pkcs11.library is one path");
    }
    if (!label.matches("[A-Za-z0-9_.-]{1,24}")) {
      throw new IllegalArgumentException(
          "bidseal.key-wrapping.pkcs11.label has letters, digits, dots, dashes, at most 24");
    }
    if (current < 0 || slotListIndex < 0) {
      throw new IllegalArgumentException(
          "bidseal.key-wrapping.pkcs11: current and slot-list-index are not negative");
    }
  }

  boolean isSet() {
    return !library.isBlank();
  }
}
