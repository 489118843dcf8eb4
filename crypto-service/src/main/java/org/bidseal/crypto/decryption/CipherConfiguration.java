package org.bidseal.crypto.decryption;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bidseal.smcrypto.evidence.LeafHasher;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.bidseal.smvector.Choice;
import org.bidseal.smvector.LeafHashers;
import org.bidseal.smvector.Sm4Implementations;
import org.bidseal.smvector.Trial;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The bulk algorithms of this process, chosen at start by self-test and measurement. Which ones,
/// and how fast: in the log, in `/actuator/info` (`sm4`, `leafHasher`) and as metrics
/// `bidseal_sm4_implementation{name}` (1), `bidseal_sm4_speed_bytes_per_second{name}`, the same for
/// `bidseal_leaf_hasher`.
@Configuration(proxyBeanMethods = false)
class CipherConfiguration {
  @Bean
  Choice<Sm4Gcm> sm4Choice(@Value("${bidseal.crypto.sm4:auto}") String wish) {
    return Sm4Implementations.choose(wish);
  }

  @Bean
  Choice<LeafHasher> leafHasherChoice(@Value("${bidseal.crypto.leaf-hasher:auto}") String wish) {
    return LeafHashers.choose(wish);
  }

  @Bean
  Sm4Gcm sm4Gcm(Choice<Sm4Gcm> choice) {
    return choice.implementation();
  }

  @Bean
  LeafHasher leafHasher(Choice<LeafHasher> choice) {
    return choice.implementation();
  }

  @Bean
  InfoContributor cipherInfo(Choice<Sm4Gcm> sm4, Choice<LeafHasher> hasher) {
    return (Info.Builder info) ->
        info.withDetail("sm4", describe(sm4)).withDetail("leafHasher", describe(hasher));
  }

  @Bean
  MeterBinder cipherMetrics(Choice<Sm4Gcm> sm4, Choice<LeafHasher> hasher) {
    return registry -> {
      register(registry, "bidseal.sm4", sm4);
      register(registry, "bidseal.leaf.hasher", hasher);
    };
  }

  private static Map<String, Object> describe(Choice<?> choice) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("implementation", choice.chosen().name());
    detail.put("trials", choice.trials().stream().map(CipherConfiguration::describe).toList());
    return detail;
  }

  private static Map<String, Object> describe(Trial trial) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("name", trial.name());
    detail.put("verdict", trial.verdict().name());
    detail.put("megabytesPerSecond", Math.round(trial.bytesPerSecond() / 1e6));
    detail.put("detail", trial.detail());
    return detail;
  }

  private static void register(MeterRegistry registry, String prefix, Choice<?> choice) {
    Trial chosen = choice.chosen();
    Gauge.builder(prefix + ".implementation", () -> 1)
        .description("1 for the implementation in use")
        .tag("name", chosen.name())
        .register(registry);
    List<Trial> measured =
        choice.trials().stream().filter(trial -> trial.bytesPerSecond() > 0).toList();
    for (Trial trial : measured) {
      Gauge.builder(prefix + ".speed", trial::bytesPerSecond)
          .description("Measured at start, in CPU time of one thread")
          .baseUnit("bytes_per_second")
          .tag("name", trial.name())
          .register(registry);
    }
  }
}
