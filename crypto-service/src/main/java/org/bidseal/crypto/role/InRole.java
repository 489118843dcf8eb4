package org.bidseal.crypto.role;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/// A bean that exists only in processes of a role.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(InRole.HasRole.class)
public @interface InRole {
  /// The role.
  Role value();

  /// Reads the setting.
  final class HasRole implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      @Nullable Map<String, @Nullable Object> role =
          metadata.getAnnotationAttributes(InRole.class.getName());
      return role != null
          && role.get("value") instanceof Role needed
          && Role.of(context.getEnvironment()).contains(needed);
    }
  }
}
