package org.bidseal.crypto.decryption;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.bidseal.smcrypto.evidence.LeafHasher;
import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class CipherConfigurationTest {
  private final ApplicationContextRunner context =
      new ApplicationContextRunner().withUserConfiguration(CipherConfiguration.class);

  @Test
  void whatIsChosenIsShown() {
    context.run(started -> {
      String name = started.getBean(Sm4Gcm.class).name();
      String hasher = started.getBean(LeafHasher.class).name();

      Info.Builder info = new Info.Builder();
      started.getBean(InfoContributor.class).contribute(info);
      assertThat(info.build().getDetails().get("sm4"))
          .asString()
          .contains("implementation=" + name, "name=vector", "name=libgcrypt", "verdict=CHOSEN");
      assertThat(info.build().getDetails().get("leafHasher")).asString().contains(hasher);

      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      started.getBean(MeterBinder.class).bindTo(registry);
      assertThat(registry.get("bidseal.sm4.implementation").tag("name", name).gauge().value())
          .isEqualTo(1);
      assertThat(registry.get("bidseal.sm4.speed").tag("name", name).gauge().value())
          .isGreaterThan(1e6);
      assertThat(
              registry
                  .get("bidseal.leaf.hasher.implementation")
                  .tag("name", hasher)
                  .gauge()
                  .value())
          .isEqualTo(1);
    });
  }

  @Test
  void aSettingChoosesByName() {
    context
        .withPropertyValues(
            "bidseal.crypto.sm4=bouncy-castle", "bidseal.crypto.leaf-hasher=bouncy-castle")
        .run(started ->
            assertThat(started.getBean(Sm4Gcm.class)).isInstanceOf(BouncyCastleSm4Gcm.class));
  }

  @Test
  void anUnknownNameStopsTheStart() {
    context
        .withPropertyValues("bidseal.crypto.sm4=rot13")
        .run(started ->
            assertThat(started).getFailure().rootCause().hasMessageContaining("libgcrypt"));
  }
}
