package org.bidseal.acceptance.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bidseal.acceptance.FleetUnderTest;
import org.bidseal.acceptance.Life;
import org.bidseal.fleet.Fleet;
import org.bidseal.fleet.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// `deploy/alarms/bidseal.rules.yaml` against what the services of a fleet with some life in it
/// tell. A rule on a metric that nobody has would be silent for ever.
@ExtendWith(FleetUnderTest.class)
final class AlarmRulesTest {
  private static final Pattern METRIC = Pattern.compile("\\b(?:bidseal|resilience4j)_[a-z0-9_]+");

  @Test
  void everyMetricOfTheRulesIsOneThatSomeServiceHas(Life life) throws Exception {
    life.demonstration();
    List<String> rules =
        Files.readAllLines(life.root().resolve(Path.of("deploy", "alarms", "bidseal.rules.yaml")));
    Set<String> named = new TreeSet<>();
    for (String expression : expressions(rules)) {
      List<String> metrics = METRIC.matcher(expression).results().map(MatchResult::group).toList();
      assertThat(metrics).as(expression).isNotEmpty();
      named.addAll(metrics);
    }
    assertThat(named)
        .contains("bidseal_clock_skew_seconds", "bidseal_outbox_lag_seconds")
        .isSubsetOf(metrics(life.fleet()));
  }

  @Test
  void everyAlarmSaysWhatToDo(Life life) throws IOException {
    String rules =
        Files.readString(life.root().resolve(Path.of("deploy", "alarms", "bidseal.rules.yaml")));
    String[] alarms = rules.split("- alert: ");
    assertThat(alarms).hasSizeGreaterThan(10);
    for (int i = 1; i < alarms.length; i++) {
      assertThat(alarms[i]).contains("expr: ", "severity: ", "summary: ", "action: ");
    }
  }

  private static List<String> expressions(List<String> rules) {
    return rules.stream()
        .map(String::strip)
        .filter(line -> line.startsWith("expr: "))
        .map(line -> line.substring("expr: ".length()))
        .toList();
  }

  private static Set<String> metrics(Fleet fleet) throws IOException, InterruptedException {
    Set<String> names = new TreeSet<>();
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (Service service : Service.values()) {
        String told =
            http.send(
                    HttpRequest.newBuilder(URI.create(fleet.url(service) + "/actuator/prometheus"))
                        .build(),
                    BodyHandlers.ofString())
                .body();
        names.addAll(
            told.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet()));
      }
    }
    return names;
  }
}
