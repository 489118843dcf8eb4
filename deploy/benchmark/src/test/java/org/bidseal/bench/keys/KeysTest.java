package org.bidseal.bench.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bidseal.bench.figure.Goal;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class KeysTest {
  @Test
  void readsTheCommandLine() {
    KeyOptions options = KeyOptions.parse(List.of("--phones", "3", "--seconds", "5"));
    assertThat(options.phones()).isEqualTo(3);
    assertThat(options.length()).isEqualTo(Duration.ofSeconds(5));
    for (List<String> wrong :
        List.of(List.of("--phones"), List.of("--seconds", "121"), List.of("--speed", "1"))) {
      assertThatThrownBy(() -> KeyOptions.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aReportSaysWhatWasMetAndWhatARequestCostsBesideItsArithmetic() {
    KeyReport report =
        new KeyReport(
            Map.of(),
            new LibraryCosts(7000, 4400, 4000, 3000, 1000),
            new EndpointCosts(900, 30, 12, 40, 0.5, 0.1, 0.2, 0.1, 0.4));
    assertThat(JsonMapper.builder().build().valueToTree(report.asMap()).at("/endpoint"))
        .hasToString(
            "{\"requests\":900,\"perSecond\":30.0,\"p50Millis\":12.0,\"p99Millis\":40.0,"
                + "\"serviceMillis\":0.5,\"compilerMillis\":0.1,\"gatewayMillis\":0.2,"
                + "\"databaseMillis\":0.1,\"readMillis\":0.4}");
    assertThat(report.goals()).extracting(Goal::outcome).containsExactly("met", "NOT met", "met");
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    report.print(new PrintStream(told, true, StandardCharsets.UTF_8));
    assertThat(told.toString(StandardCharsets.UTF_8))
        .contains("0.50 ms (2.0 times its arithmetic; 0.10 ms of it the JVM's compilers)");
  }
}
