package org.bidseal.crypto.role;

import org.bidseal.identityview.FedElsewhere;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/// Processes that run jobs only: what the library of persons and certificates would consume is
/// consumed by those of the role KEY.
@Configuration(proxyBeanMethods = false)
@Conditional(BulkOnly.WithoutKey.class)
class BulkOnly {
  @Bean
  FedElsewhere identityViewIsFedElsewhere() {
    return new FedElsewhere();
  }

  /// The role KEY is not there.
  static final class WithoutKey extends NoneNestedConditions {
    WithoutKey() {
      super(ConfigurationPhase.PARSE_CONFIGURATION);
    }

    @InRole(Role.KEY)
    static final class Key {}
  }
}
