package org.bidseal.crypto.decryption.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class BulkRoleTest {
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Worker.class);

  @Test
  void aProcessWorksInTheRolesThatItIsGiven() {
    runner.run(context -> assertThat(context).hasSingleBean(Worker.class));
    runner
        .withPropertyValues("bidseal.crypto.roles=key,bulk")
        .run(context -> assertThat(context).hasSingleBean(Worker.class));
    runner
        .withPropertyValues("bidseal.crypto.roles=bulk")
        .run(context -> assertThat(context).hasSingleBean(Worker.class));
    runner
        .withPropertyValues("bidseal.crypto.roles=key")
        .run(context -> assertThat(context).doesNotHaveBean(Worker.class));
  }

  @Configuration(proxyBeanMethods = false)
  @BulkRole
  static class Worker {}
}
