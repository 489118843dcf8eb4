package org.bidseal.crypto.keyabuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.crypto.testkit.ManyRequests;
import org.bidseal.crypto.testkit.SharedSettings;
import org.bidseal.crypto.testkit.StalledService;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.PublishedEvents;
import org.bidseal.testsupport.Tokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.function.client.WebClient;
import tools.jackson.databind.JsonNode;

/// A process killed between "the attempt is counted" and "the proof is checked": the attempt is
/// lost, and no guess was for nothing.
class CrashTest extends KeyServiceTest {
  @Autowired private Environment environment;

  private final UUID session = UUID.randomUUID();
  private final Queue<ManyRequests.Answer> answers = new ConcurrentLinkedQueue<>();

  @Test
  void aKillBetweenCountAndCheckCostsTheAttempt() throws Exception {
    TestPhone once = signer();
    Sm3Hash e = expect(once, session, "once");
    Map<String, Object> guess = once.withWrongPin().coSignBody(session, e);
    TestPhone fiveTimes = signer();
    Sm3Hash f = expect(fiveTimes, session, "five times");

    Path log = Path.of("target", "stalled-service.log");
    Process process = start(log);
    try {
      int port = port(process, log);
      warmUp(port, once);
      send(port, once, guess);
      TestPhone thief = fiveTimes.withWrongPin();
      for (int i = 0; i < 5; i++) {
        send(port, fiveTimes, thief.coSignBody(session, f));
      }
      Awaiting.untilAsserted(() -> {
        assertThat(answers).isEmpty();
        assertThat(holding(once)).isEqualTo("ACTIVE 4");
        assertThat(holding(fiveTimes)).isEqualTo("LOCKED 0");
      });
    } finally {
      process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }

    assertThat(holding(once)).isEqualTo("ACTIVE 4");
    JsonNode busy = TestPhone.json(once.post("co-signatures", guess), 409);
    assertThat(kind(busy)).isEqualTo("request-in-progress");
    letTimePass(once);
    JsonNode counted = TestPhone.json(once.post("co-signatures", guess), 403);
    assertThat(counted.path("attemptsLeft").asInt()).isEqualTo(3);

    JsonNode locked =
        TestPhone.json(fiveTimes.post("co-signatures", fiveTimes.coSignBody(session, f)), 423);
    assertThat(kind(locked)).isEqualTo("key-locked");
    assertThat(types(fiveTimes)).doesNotContain("org.bidseal.crypto.holding-locked.v1");
    letTimePass(fiveTimes);
    fiveTimes.post("co-signatures", fiveTimes.coSignBody(session, f)).expectStatus().isEqualTo(423);
    Awaiting.untilAsserted(
        () -> assertThat(types(fiveTimes)).contains("org.bidseal.crypto.holding-locked.v1"));
  }

  private static List<String> types(TestPhone phone) {
    return PublishedEvents.about("bidseal.crypto", phone.keyId()).stream()
        .map(event -> event.path("type").asString())
        .toList();
  }

  /// As if whoever counted had had its fifteen seconds.
  private void letTimePass(TestPhone phone) {
    for (String update :
        new String[] {
          "update attempt set counted_at = counted_at - interval '16 seconds'",
          "update holding set blocked_since = blocked_since - interval '16 seconds'"
        }) {
      database.sql(update + " where key_id = :key").bind("key", phone.keyId()).then().block();
    }
  }

  /// Until it has fetched the realm's keys; reading needs no crypto thread.
  private static void warmUp(int port, TestPhone phone) {
    Awaiting.untilAsserted(
        Duration.ofMinutes(1), () -> assertThat(statusOfKey(port, phone)).isEqualTo(200));
  }

  private static @Nullable Integer statusOfKey(int port, TestPhone phone) {
    return WebClient.create("http://localhost:" + port)
        .get()
        .uri("/api/crypto/v1/keys/" + phone.keyId())
        .headers(headers -> headers.setBearerAuth(Tokens.person(phone.personId())))
        .exchangeToMono(answer -> answer.releaseBody().thenReturn(answer.statusCode().value()))
        .block();
  }

  /// The stalled service never answers; if it does, the test fails with what it said.
  private void send(int port, TestPhone phone, Map<String, Object> body) {
    ManyRequests.send(port, phone, "co-signatures", body)
        // The kill breaks the connection, which is no answer.
        .subscribe(answers::add, _ -> {});
  }

  private Process start(Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(StalledService.class.getName());
    command.add("--server.port=0");
    SharedSettings.of(environment)
        .forEach((property, value) -> command.add("--" + property + "=" + value));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static int port(Process process, Path log) {
    AtomicInteger port = new AtomicInteger();
    Awaiting.untilAsserted(
        Duration.ofMinutes(4),
        () -> {
          List<String> lines = Files.readAllLines(log);
          port.set(
              lines.stream()
                  .filter(line -> line.startsWith(StalledService.READY))
                  .mapToInt(line -> Integer.parseInt(line.substring(StalledService.READY.length())))
                  .findFirst()
                  .orElse(0));
          assertThat(port.get() > 0 || !process.isAlive()).isTrue();
        });
    assertThat(process.isAlive()).as("the stalled service; see %s", log).isTrue();
    return port.get();
  }
}
