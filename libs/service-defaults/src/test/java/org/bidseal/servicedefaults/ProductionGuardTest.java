package org.bidseal.servicedefaults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

class ProductionGuardTest {
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Adapters.class);

  @Test
  void aSandboxAdapterIsFineElsewhere() {
    runner.run(context -> assertThat(context).hasNotFailed().hasBean("sms"));
  }

  @Test
  void productionRefusesItThoughItsBeanIsDeclaredByItsPort() {
    runner
        .withPropertyValues("spring.profiles.active=production")
        .run(context ->
            assertThat(context.getStartupFailure())
                .rootCause()
                .isInstanceOf(SandboxAdapterInProductionException.class)
                .hasMessageContaining("'sms'")
                .hasMessageContaining("SandboxSms"));
  }

  interface SmsPort {}

  static final class SandboxSms implements SmsPort, SandboxAdapter {}

  @Configuration(proxyBeanMethods = false)
  static class Adapters {
    @Bean
    SmsPort sms() {
      return new SandboxSms();
    }

    @Bean
    @Profile("production")
    static ProductionGuard productionGuard() {
      return new ProductionGuard();
    }
  }
}
