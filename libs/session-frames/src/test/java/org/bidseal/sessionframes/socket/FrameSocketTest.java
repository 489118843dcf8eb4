package org.bidseal.sessionframes.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bidseal.database.Transactions;
import org.bidseal.sessionframes.Frame;
import org.bidseal.sessionframes.SessionFrames;
import org.bidseal.sessionframes.SessionFramesTestApplication;
import org.bidseal.testsupport.ServiceTest;
import org.bidseal.testsupport.Tokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest(database = "frames")
class FrameSocketTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final UUID SOMEONE = UUID.randomUUID();

  @LocalServerPort int port;
  @Autowired SessionFrames frames;
  @Autowired Transactions transactions;
  @Autowired JsonMapper json;

  @Test
  void aClientGetsFramesSinceItsVersionAndHeartbeats() {
    UUID session = UUID.randomUUID();
    append(session, 3);
    var client = new Client();
    WebSocket socket = open(client, session + "?since=1");
    assertThat(socket.getSubprotocol()).isEqualTo("bidseal.v1");
    await().atMost(LIMIT).until(() -> client.versions().equals(List.of(2L, 3L)));
    append(session, 2);
    await().atMost(LIMIT).until(() -> client.versions().equals(List.of(2L, 3L, 4L, 5L)));
    await().atMost(LIMIT).until(() -> client.lastHeartbeat() == 5);
    assertThat(client.frames.getFirst().channel()).isEqualTo("session");
    assertThat(client.frames.getFirst().data().path("n").asInt()).isEqualTo(2);
    socket.abort();
  }

  @Test
  void thousandsOfStoredFramesArriveWhole() {
    UUID session = UUID.randomUUID();
    append(session, 1500);
    var client = new Client();
    WebSocket socket = open(client, session.toString());
    await().atMost(LIMIT).until(() -> client.versions().size() == 1500);
    assertThat(client.versions()).isSorted().doesNotHaveDuplicates();
    socket.abort();
  }

  @Test
  void whatAClientSendsDoesNoHarm() {
    UUID session = UUID.randomUUID();
    var client = new Client();
    WebSocket socket = open(client, session.toString());
    socket.sendText("hello", true).join();
    append(session, 1);
    await().atMost(LIMIT).until(() -> client.versions().equals(List.of(1L)));
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "done").join();
    assertThat(client.closed).succeedsWithin(LIMIT).isEqualTo(WebSocket.NORMAL_CLOSURE);
  }

  @Test
  void refusalsComeBeforeTheUpgrade() {
    String session = UUID.randomUUID().toString();
    assertThat(refusal(session, null)).isEqualTo(401);
    assertThat(refusal(session, Tokens.staff("operator"))).isEqualTo(404);
    assertThat(refusal(SessionFramesTestApplication.FORBIDDEN.toString(), person())).isEqualTo(404);
    assertThat(refusal("not-a-session", person())).isEqualTo(404);
    assertThat(refusal(session + "?since=-1", person())).isEqualTo(400);
    assertThat(refusal(session + "?since=x", person())).isEqualTo(400);
  }

  private int refusal(String path, @Nullable String token) {
    try {
      connect(new Client(), path, token).join().abort();
      return 101;
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw e;
    }
  }

  private WebSocket open(Client client, String path) {
    return connect(client, path, person()).join();
  }

  private CompletableFuture<WebSocket> connect(Client client, String path, @Nullable String token) {
    var builder = HttpClient.newHttpClient().newWebSocketBuilder().subprotocols("bidseal.v1");
    if (token != null) {
      builder.header("Authorization", "Bearer " + token);
    }
    return builder.buildAsync(
        URI.create("ws://127.0.0.1:" + port + "/ws/qr-sessions/" + path), client);
  }

  private static String person() {
    return Tokens.person(SOMEONE);
  }

  private void append(UUID session, int count) {
    Flux.range(0, count)
        .concatMap(i -> frames.append(session, "tick", Map.of("n", i + 1)))
        .then()
        .as(transactions::inTransaction)
        .toFuture()
        .join();
  }

  /// A client on the other end of a real connection.
  private final class Client implements WebSocket.Listener {
    final List<Frame> frames = new CopyOnWriteArrayList<>();
    final List<Long> heartbeats = new CopyOnWriteArrayList<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();

    List<Long> versions() {
      return frames.stream().map(Frame::version).toList();
    }

    long lastHeartbeat() {
      return heartbeats.isEmpty() ? -1 : heartbeats.getLast();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        Frame frame = json.readValue(part.toString(), Frame.class);
        part.setLength(0);
        if (frame.type().equals(Frame.HEARTBEAT)) {
          heartbeats.add(frame.version());
        } else {
          frames.add(frame);
        }
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      closed.complete(status);
      return null;
    }
  }
}
