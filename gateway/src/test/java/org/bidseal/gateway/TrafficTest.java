package org.bidseal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.bidseal.gateway.traffic.Limits;
import org.bidseal.gateway.traffic.Traffic;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.server.PathContainer;
import org.springframework.util.unit.DataSize;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.json.JsonMapper;

/// The table as it is shipped, against the paths that the services publish.
final class TrafficTest {
  private static final Traffic TRAFFIC = shipped();

  @Test
  void everyPathOfTheTableIsOneThatAServiceHas() throws IOException {
    List<PathContainer> published = published();
    assertThat(TRAFFIC.kinds().values())
        .allSatisfy(kind ->
            assertThat(kind.paths())
                .isNotEmpty()
                .allSatisfy(path -> {
                  PathPattern pattern = PathPatternParser.defaultInstance.parse(path);
                  assertThat(published).anyMatch(pattern::matches);
                }));
  }

  @Test
  void noPathIsOfTwoKinds() throws IOException {
    assertThat(published())
        .allSatisfy(path ->
            assertThat(
                    TRAFFIC.kinds().values().stream()
                        .flatMap(kind -> kind.paths().stream())
                        .map(PathPatternParser.defaultInstance::parse)
                        .filter(pattern -> pattern.matches(path)))
                .hasSizeLessThanOrEqualTo(1));
  }

  @Test
  void filesAreLargeAndMayTakeTheirTimeAndOthersNot() {
    String envelope = "/api/crypto/v1/envelopes/1";
    for (String path :
        List.of(
            "/content", "/plaintext", "/fallback/plaintext", "/uploads/2", "/uploads/2/sealing")) {
      assertThat(limits(envelope + path).body()).isEqualTo(DataSize.ofMegabytes(4098));
      assertThat(limits(envelope + path).answer()).isGreaterThan(Duration.ofHours(4));
    }
    assertThat(limits("/api/signing/v1/documents").body()).isEqualTo(DataSize.ofMegabytes(200));
    assertThat(limits("/api/qr/v1/sessions/1").answer()).isBetween(seconds(30), seconds(60));
    for (String path : List.of("", "/uploads", "/header", "/content/x")) {
      assertThat(limits(envelope + path).body()).isEqualTo(DataSize.ofMegabytes(4));
      assertThat(limits(envelope + path).answer()).isEqualTo(seconds(20));
    }
  }

  private static Duration seconds(int count) {
    return Duration.ofSeconds(count);
  }

  private static Limits limits(String path) {
    return TRAFFIC.limits(PathContainer.parsePath(path));
  }

  private static Traffic shipped() {
    try {
      return new Binder(
              ConfigurationPropertySources.from(
                  new YamlPropertySourceLoader()
                      .load("shipped", new ClassPathResource("application.yml"))))
          .bind("bidseal.traffic", Traffic.class)
          .get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The paths in the services' committed descriptions, each with something in its variables.
  private static List<PathContainer> published() throws IOException {
    JsonMapper json = JsonMapper.builder().build();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      return modules
          .map(module -> module.resolve("openapi.json"))
          .filter(Files::exists)
          .flatMap(file -> json.readTree(file.toFile()).path("paths").propertyNames().stream())
          .map(path -> PathContainer.parsePath(path.replaceAll("\\{[^}]*}", "1")))
          .toList();
    }
  }
}
