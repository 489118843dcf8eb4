package org.bidseal.crypto.role;

import java.util.EnumSet;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/// A role of a process, named in `bidseal.crypto.roles`: `key`, `bulk` or both.
public enum Role {
  /// The API, the read models behind it, and what keeps its rows tidy.
  KEY,
  /// Decryption jobs.
  BULK;

  /// The roles of this process; without the setting it has all.
  ///
  /// @throws IllegalStateException if the setting is there and empty
  /// @throws org.springframework.boot.context.properties.bind.BindException if it names another
  static Set<Role> of(Environment environment) {
    Set<Role> roles =
        Binder.get(environment)
            .bind("bidseal.crypto.roles", Bindable.setOf(Role.class))
            .orElseGet(() -> EnumSet.allOf(Role.class));
    if (roles.isEmpty()) {
      throw new IllegalStateException("bidseal.crypto.roles names no role: key, bulk or both");
    }
    return roles;
  }
}
