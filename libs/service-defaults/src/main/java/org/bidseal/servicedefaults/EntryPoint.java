package org.bidseal.servicedefaults;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks the few places that create what everyone else has injected: the system clock, the
/// operating system's randomness. The forbidden-apis check skips what bears it, so each use is a
/// decision that a reviewer sees.
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface EntryPoint {
  /// Why this place may create instead of being given.
  String value();
}
