package org.bidseal.crypto.guard;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bidseal.crypto.guard.request.Operation;
import org.bidseal.crypto.guard.request.Presented;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.Token;

/// One order in which the statements of some requests run.
final class Schedule {
  /// Statements of a request: look, count, settle.
  static final int GATES = 3;

  /// What a request is like.
  enum Kind {
    /// A right proof and the current token.
    RIGHT,
    /// A wrong proof.
    WRONG,
    /// A right proof and another token.
    COPY,
    /// The first request once more.
    AGAIN
  }

  /// How it ended.
  ///
  /// @param wrongChecks how many wrong proofs were looked at
  /// @param answers those given, each once
  /// @param counted attempts that were taken
  /// @param settled answers, refusals and quarantines that were committed
  /// @param uses rows of the key's record that came
  record Result(
      List<Kind> kinds,
      List<Integer> order,
      int limit,
      int wrongChecks,
      Set<String> answers,
      int counted,
      int settled,
      long uses,
      int attemptsLeft,
      boolean tokenChanged) {}

  private final List<Kind> kinds;
  private final List<Actor> actors;
  private final int crashAt;
  private final List<Integer> order = new ArrayList<>();
  private final List<Integer> widths = new ArrayList<>();

  /// @param crashAt the statement of the first request at which its process goes down; -1 for none
  Schedule(TestPhone phone, Token token, List<Kind> kinds, int crashAt) {
    this.kinds = kinds;
    this.crashAt = crashAt;
    this.actors = new ArrayList<>();
    for (Kind kind : kinds) {
      actors.add(
          kind == Kind.AGAIN
              ? new Actor(actors.getFirst().presented(), kinds.getFirst())
              : new Actor(request(phone, kind == Kind.COPY ? another() : token), kind));
    }
  }

  private static Token another() {
    return Token.random(TestPhone.RANDOM);
  }

  private static Presented request(TestPhone phone, Token token) {
    UUID requestId = UUID.randomUUID();
    return new Presented(
        Operation.CO_SIGN,
        phone.keyId(),
        phone.deviceId(),
        phone.personId(),
        requestId,
        token,
        Sm3Hash.of(requestId.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
  }

  /// Runs it, by the choices and then always the first request that can go on.
  void run(GuardedRequests guard, List<Integer> choices) {
    actors.forEach(actor -> actor.begin(guard));
    for (List<Actor> ready = ready(); !ready.isEmpty(); ready = ready()) {
      int step = order.size();
      int choice = step < choices.size() ? choices.get(step) : 0;
      order.add(choice);
      widths.add(ready.size());
      ready.get(choice).step();
      crashIfItsTimeHasCome();
    }
  }

  private void crashIfItsTimeHasCome() {
    Actor first = actors.getFirst();
    if (first.passed() == crashAt && !first.isOver()) {
      first.crash();
    }
  }

  /// Of requests alike, the first begins first.
  private List<Actor> ready() {
    return IntStream.range(0, actors.size())
        .filter(i -> !actors.get(i).isOver())
        .filter(i ->
            i == 0
                || kinds.get(i) != kinds.get(i - 1)
                || crashAt >= 0
                || actors.get(i - 1).passed() > 0
                || actors.get(i).passed() > 0)
        .mapToObj(actors::get)
        .toList();
  }

  /// What was chosen.
  List<Integer> order() {
    return order;
  }

  /// Among how many.
  List<Integer> widths() {
    return widths;
  }

  Result result(int limit, long uses, int attemptsLeft, boolean tokenChanged) {
    return new Result(
        kinds,
        order,
        limit,
        actors.stream().filter(Actor::guesses).mapToInt(Actor::checks).sum(),
        new HashSet<>(actors.stream().map(Actor::given).filter(Objects::nonNull).toList()),
        actors.stream().mapToInt(Actor::counts).sum(),
        actors.stream().mapToInt(Actor::settlements).sum(),
        uses,
        attemptsLeft,
        tokenChanged);
  }
}
