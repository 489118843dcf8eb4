package org.bidseal.crypto.decryption.job;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/// A bean that exists only where `bidseal.crypto.roles` contains `bulk`; without the setting a
/// process has all roles.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(BulkRole.OnBulk.class)
@interface BulkRole {
  /// Reads the setting.
  final class OnBulk implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return Binder.get(context.getEnvironment())
          .bind("bidseal.crypto.roles", Bindable.listOf(String.class))
          .orElse(List.of("key", "bulk"))
          .contains("bulk");
    }
  }
}
