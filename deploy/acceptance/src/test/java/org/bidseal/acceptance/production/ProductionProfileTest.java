package org.bidseal.acceptance.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bidseal.fleet.Service;
import org.bidseal.servicedefaults.InsecureProductionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;

/// Each service's own `application.yml` under the production profile: as it is written, it is
/// refused before a bean is made; with all that the refusal names, it passes.
final class ProductionProfileTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Pattern VARIABLE =
      Pattern.compile("(?<=set )[A-Z][A-Z0-9_]+|SPRING_KAFKA_SECURITY_PROTOCOL");

  /// What an operator would set.
  private static final Map<String, String> GIVEN =
      Map.of(
          "SPRING_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
          "BIDSEAL_DB_PASSWORD", "Wq4fT9zLx2Hd7p",
          "BIDSEAL_CLIENT_SECRET", "b7Kx3RmV8tQ1zN",
          "BIDSEAL_PHONE_CLIENT_SECRET", "Lm5vW2yC9xR4hJ",
          "BIDSEAL_PHONE_LOGIN_KEY_FILE", "/run/secrets/phone-login.pem",
          "BIDSEAL_SMS_ADAPTER", "carrier",
          "BIDSEAL_REAL_NAME_ADAPTER", "bank",
          "BIDSEAL_BLOBS", "/srv/bidseal/blobs");

  @Configuration(proxyBeanMethods = false)
  static class Nothing {}

  private static void start(Service service, List<String> settings) {
    Path written = ROOT.resolve(service.artifact()).resolve("src/main/resources/application.yml");
    assertThat(Files.isRegularFile(written)).isTrue();
    List<String> arguments = new ArrayList<>(settings);
    arguments.add("--spring.config.location=file:" + written);
    arguments.add("--spring.profiles.active=production");
    new SpringApplicationBuilder(Nothing.class)
        .web(WebApplicationType.NONE)
        .run(arguments.toArray(String[]::new))
        .close();
  }

  private static List<String> variables(Throwable refusal) {
    Matcher matcher = VARIABLE.matcher(String.valueOf(refusal.getMessage()));
    return matcher.results().map(MatchResult::group).distinct().toList();
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  void itsDefaultsAreRefusedUntilEachIsReplaced(Service service) {
    Throwable refused = catchThrowable(() -> start(service, List.of()));
    assertThat(refused).isInstanceOf(InsecureProductionException.class);
    List<String> named = variables(refused);
    assertThat(named).contains("BIDSEAL_ISSUER");
    if (service != Service.GATEWAY) {
      assertThat(named)
          .contains(
              "BIDSEAL_DB_PASSWORD",
              "BIDSEAL_CLIENT_SECRET",
              "BIDSEAL_KAFKA",
              "BIDSEAL_R2DBC_URL",
              "SPRING_KAFKA_SECURITY_PROTOCOL");
    }
    if (service == Service.IDENTITY) {
      assertThat(named)
          .contains(
              "BIDSEAL_SMS_ADAPTER", "BIDSEAL_REAL_NAME_ADAPTER", "BIDSEAL_PHONE_LOGIN_KEY_FILE");
    }
    List<String> set = named.stream().map(ProductionProfileTest::argument).toList();
    assertThatCode(() -> start(service, set)).doesNotThrowAnyException();
    for (String one : set) {
      List<String> allButOne = set.stream().filter(each -> !each.equals(one)).toList();
      assertThat(catchThrowable(() -> start(service, allButOne)))
          .as("without %s", one)
          .isInstanceOf(InsecureProductionException.class)
          .hasMessageContaining(variable(one));
    }
  }

  /// A variable of the environment as an argument, since a test cannot change its environment.
  private static String argument(String variable) {
    String name =
        variable.startsWith("SPRING_")
            ? variable.toLowerCase(Locale.ROOT).replace('_', '.')
            : variable;
    return "--" + name + "=" + value(variable);
  }

  private static String variable(String argument) {
    String name = argument.substring(2, argument.indexOf('='));
    return name.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  private static String value(String variable) {
    return GIVEN.getOrDefault(
        variable, "https://" + variable.toLowerCase(Locale.ROOT) + ".example.org");
  }
}
