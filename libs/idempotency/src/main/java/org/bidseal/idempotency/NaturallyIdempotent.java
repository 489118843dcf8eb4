package org.bidseal.idempotency;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// This write (or each write of this controller) may be repeated without an `Idempotency-Key`: the
/// header is not asked for.
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface NaturallyIdempotent {
  /// Why repetition does no harm, for example "upload of named content by PUT".
  String value();
}
