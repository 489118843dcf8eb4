package org.bidseal.servicedefaults;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Gives a handler method, or all methods of a controller, more time than
/// `bidseal.requests.timeout` until its answer begins: long polls, uploads of large documents. The
/// time runs from the arrival of the request and includes reading its body; once the answer has
/// begun no deadline applies.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RequestDeadline {
  /// Seconds; a value below `bidseal.requests.timeout` has no effect.
  int seconds();
}
