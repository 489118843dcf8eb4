package org.bidseal.sessionframes;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The frames of sessions: append in the transaction of what happened, follow from any version on.
///
/// ```java
/// sessions.markScanned(id).then(frames.append(id, "scanned", new Scanned(device))).as(transactions::inTransaction);
/// frames.follow(id, 0)  // 1, 2, 3, … as they come
/// ```
public final class SessionFrames {
  static final int PAGE = 256;

  private final FrameTable table;
  private final FrameHub hub;
  private final JsonMapper json;

  SessionFrames(FrameTable table, FrameHub hub, JsonMapper json) {
    this.table = table;
    this.hub = hub;
    this.json = json;
  }

  /// Appends a frame in the transaction of the subscriber; followers hear of it after commit. Until
  /// then further appends to the session wait, so append late in a transaction.
  ///
  /// @param type what happened, not `heartbeat`
  /// @param data becomes a JSON object
  /// @return the frame's version; errs with [IllegalStateException] outside a transaction and with
  ///   [IllegalArgumentException] if the data is no JSON object
  public Mono<Long> append(UUID sessionId, String type, Object data) {
    return transaction()
        .flatMap(transaction ->
            Mono.fromSupplier(() -> text(type, data))
                .flatMap(text -> table.append(sessionId, type, text))
                .doOnNext(_ -> tellAfterCommit(transaction, sessionId)));
  }

  /// The frames after a version: those stored, then those to come, each once and in order. Demand
  /// is honoured; a follower that stops asking holds at most one page of 256 frames and no
  /// connection.
  ///
  /// Errs if the database cannot be read: follow again from the last version received. Completes
  /// only when the service stops.
  ///
  /// @param sinceVersion last version known, 0 for all
  public Flux<Frame> follow(UUID sessionId, long sinceVersion) {
    return pages(sessionId, sinceVersion).concatMapIterable(page -> page, 1);
  }

  /// The frames after a version that are there now, at most 256.
  public Mono<List<Frame>> since(UUID sessionId, long sinceVersion) {
    return table.read(sessionId, sinceVersion, PAGE);
  }

  /// [#follow] as it is read, page by page.
  public Flux<List<Frame>> pages(UUID sessionId, long sinceVersion) {
    return Flux.defer(() -> {
      var last = new AtomicLong(sinceVersion);
      return hub.hints(sessionId, last).concatMap(_ -> unread(sessionId, last), 0);
    });
  }

  private Flux<List<Frame>> unread(UUID sessionId, AtomicLong last) {
    return Mono.defer(() -> table.read(sessionId, last.get(), PAGE))
        .doOnNext(page -> page.forEach(frame -> last.set(frame.version())))
        .repeat()
        .takeUntil(page -> page.size() < PAGE)
        .filter(page -> !page.isEmpty());
  }

  private String text(String type, Object data) {
    if (type.isBlank() || type.equals(Frame.HEARTBEAT)) {
      throw new IllegalArgumentException("not a type of a frame: '" + type + "'");
    }
    JsonNode tree = data instanceof JsonNode node ? node : json.valueToTree(data);
    if (!tree.isObject()) {
      throw new IllegalArgumentException(
          "data of a frame is a JSON object, not " + tree.getNodeType());
    }
    return json.writeValueAsString(tree);
  }

  private static Mono<TransactionSynchronizationManager> transaction() {
    return TransactionSynchronizationManager.forCurrentTransaction()
        .filter(TransactionSynchronizationManager::isActualTransactionActive)
        .switchIfEmpty(Mono.error(() -> new NoTransactionException("none is active")))
        .onErrorMap(
            NoTransactionException.class,
            e -> new IllegalStateException("a frame is appended only within a transaction", e));
  }

  private void tellAfterCommit(TransactionSynchronizationManager transaction, UUID sessionId) {
    transaction.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public Mono<Void> afterCommit() {
            return Mono.fromRunnable(() -> hub.committed(sessionId));
          }
        });
  }
}
