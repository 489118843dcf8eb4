package org.bidseal.demo.cast;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks where the demo creates what everything else has injected; the forbidden-apis check skips
/// it.
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
@interface EntryPoint {
  /// Why this place may create instead of being given.
  String value();
}
