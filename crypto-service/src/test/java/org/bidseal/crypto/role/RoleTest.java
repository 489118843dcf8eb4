package org.bidseal.crypto.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.bidseal.outbox.EventConsumer;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.web.bind.annotation.RestController;

class RoleTest {
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Key.class, Bulk.class);

  @Test
  void aProcessWorksInTheRolesThatItIsGiven() {
    runner.run(context -> assertThat(context).hasSingleBean(Key.class).hasSingleBean(Bulk.class));
    runner
        .withPropertyValues("bidseal.crypto.roles=key,bulk")
        .run(context -> assertThat(context).hasSingleBean(Key.class).hasSingleBean(Bulk.class));
    runner
        .withPropertyValues("bidseal.crypto.roles=bulk")
        .run(context -> assertThat(context).doesNotHaveBean(Key.class).hasSingleBean(Bulk.class));
    runner
        .withPropertyValues("bidseal.crypto.roles=key")
        .run(context -> assertThat(context).hasSingleBean(Key.class).doesNotHaveBean(Bulk.class));
  }

  @Test
  void aSettingThatNamesNoRoleIsRefused() {
    assertThatThrownBy(() -> Role.of(with("bulks"))).isInstanceOf(BindException.class);
    assertThatThrownBy(() -> Role.of(with(""))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatActsByItselfOrIsCalledBelongsToARole() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.bidseal.crypto");
    ArchRuleDefinition.classes()
        .that()
        .areAnnotatedWith(RestController.class)
        .or()
        .areAssignableTo(EventConsumer.class)
        .or()
        .areAssignableTo(Sweep.class)
        .or()
        .areAssignableTo(SmartLifecycle.class)
        .should()
        .beAnnotatedWith(InRole.class)
        .check(classes);
  }

  private static MockEnvironment with(String roles) {
    return new MockEnvironment().withProperty("bidseal.crypto.roles", roles);
  }

  @Configuration(proxyBeanMethods = false)
  @InRole(Role.KEY)
  static class Key {}

  @Configuration(proxyBeanMethods = false)
  @InRole(Role.BULK)
  static class Bulk {}
}
