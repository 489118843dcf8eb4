package org.bidseal.testsupport;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Names the capabilities (docs/capabilities.md) that a test proves. The results are collected in
/// `target/capabilities.tsv` of the module; `deploy/capabilities` prints them all.
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Capability {
  /// Ids such as `CRY-006`.
  String[] value();
}
