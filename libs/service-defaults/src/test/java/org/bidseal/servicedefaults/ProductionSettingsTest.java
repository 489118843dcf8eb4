package org.bidseal.servicedefaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/// With the settings of a service as its `application.yml` writes them.
class ProductionSettingsTest {
  private static final Map<String, Object> WRITTEN =
      Map.of(
          "spring.r2dbc.url", "${BIDSEAL_R2DBC_URL:r2dbc:postgresql://localhost:15432/crypto}",
          "spring.r2dbc.username", "${BIDSEAL_DB_USER:crypto}",
          "spring.r2dbc.password", "${BIDSEAL_DB_PASSWORD:crypto}",
          "spring.kafka.bootstrap-servers", "${BIDSEAL_KAFKA:localhost:19092}",
          "bidseal.security.client-secret", "${BIDSEAL_CLIENT_SECRET:}",
          "bidseal.identity.sms.adapter", "${BIDSEAL_SMS_ADAPTER:sandbox}",
          "bidseal.blobs.folder", "${BIDSEAL_BLOBS:.data/crypto-blobs}",
          "bidseal.crypto.sm4", "${BIDSEAL_CRYPTO_SM4:auto}");

  private static final Map<String, Object> REAL =
      Map.of(
          "BIDSEAL_R2DBC_URL", "r2dbc:postgresql://db.example.org/crypto",
          "BIDSEAL_DB_PASSWORD", "kTf7pQz93mWx",
          "BIDSEAL_KAFKA", "kafka.example.org:9093",
          "BIDSEAL_CLIENT_SECRET", "Zx81mPq7LkTvB2",
          "BIDSEAL_SMS_ADAPTER", "carrier",
          "BIDSEAL_BLOBS", "/srv/bidseal/blobs",
          "spring.kafka.security.protocol", "SASL_SSL");

  private static StandardEnvironment environment(Map<String, Object> set) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("set", set));
    environment.getPropertySources().addLast(new MapPropertySource("application.yml", WRITTEN));
    return environment;
  }

  @Test
  void eachRefusalSaysWhatToSet() {
    assertThat(ProductionSettings.refusals(environment(Map.of())))
        .hasSize(7)
        .anyMatch(
            line -> line.startsWith("spring.r2dbc.url names this machine: set BIDSEAL_R2DBC_URL"))
        .anyMatch(line ->
            line.startsWith(
                "spring.r2dbc.password is the embedded fleet's: set BIDSEAL_DB_PASSWORD"))
        .anyMatch(line -> line.contains("set BIDSEAL_KAFKA"))
        .anyMatch(line -> line.contains("set BIDSEAL_CLIENT_SECRET"))
        .anyMatch(line -> line.contains("sandbox adapter: set BIDSEAL_SMS_ADAPTER"))
        .anyMatch(line -> line.contains("relative folder: set BIDSEAL_BLOBS"))
        .anyMatch(line -> line.contains("SPRING_KAFKA_SECURITY_PROTOCOL"));
  }

  @Test
  void realSettingsPass() {
    assertThat(ProductionSettings.refusals(environment(REAL))).isEmpty();
  }

  @Test
  void aPasswordThatIsNoneIsRefusedWhereverItComesFrom() {
    for (String weak : new String[] {"", "changeit", "crypto", "short-one"}) {
      var settings = new HashMap<>(REAL);
      settings.put("spring.r2dbc.password", weak);
      assertThat(ProductionSettings.refusals(environment(settings)))
          .as(weak)
          .singleElement()
          .asString()
          .startsWith("spring.r2dbc.password ")
          .doesNotContain("short-one");
    }
  }

  @Test
  void aBucketNeedsNoFolder() {
    var settings = new HashMap<>(REAL);
    settings.remove("BIDSEAL_BLOBS");
    assertThat(ProductionSettings.refusals(environment(settings))).hasSize(1);
    settings.put("bidseal.blobs.store", "s3");
    assertThat(ProductionSettings.refusals(environment(settings))).isEmpty();
  }

  @Test
  void elsewhereAllOfItIsFine() {
    StandardEnvironment environment = environment(Map.of());
    new ProductionSettings().postProcessEnvironment(environment, new SpringApplication());
    environment.addActiveProfile("production");
    assertThatThrownBy(() ->
            new ProductionSettings().postProcessEnvironment(environment, new SpringApplication()))
        .isInstanceOf(InsecureProductionException.class)
        .hasMessageContaining("BIDSEAL_DB_PASSWORD");
  }
}
