package org.bidseal.crypto.guard;

import static java.util.Objects.requireNonNull;
import static org.bidseal.database.Columns.count;
import static org.bidseal.database.Columns.number;
import static org.bidseal.database.Columns.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bidseal.crypto.guard.Schedule.Kind;
import org.bidseal.crypto.guard.Schedule.Result;
import org.bidseal.crypto.testkit.TestPhone;
import org.springframework.r2dbc.core.DatabaseClient;

/// Runs requests on one holding in every order.
final class Schedules {
  private static final String RESET =
      """
      with forgotten as (delete from attempt where key_id = :key)
      update holding
         set state = 'ACTIVE', attempts_left = :limit, token = :token, blocked_since = null,
             block_reported = false, last_request_id = null, last_content = null,
             last_answer = null
       where key_id = :key
      """;

  private static final String STATE =
      """
      select h.token, h.attempts_left,
             (select coalesce(max(sequence), 0) from key_use where key_id = :key) as uses
        from holding h where h.key_id = :key
      """;

  private final TestPhone phone;
  private final DatabaseClient database;
  private final GuardedRequests guard;

  Schedules(TestPhone phone, DatabaseClient database, GuardedRequests guard) {
    this.phone = phone;
    this.database = database;
    this.guard = guard;
  }

  private record State(String token, int attemptsLeft, long uses) {}

  /// Runs all orders.
  ///
  /// @param limit attempts that are left at the beginning
  /// @param crashAt the statement at which the first request's process goes down; -1 for none
  /// @return how many there were
  int all(List<Kind> kinds, int limit, int crashAt, Consumer<Result> check) {
    List<Integer> choices = new ArrayList<>();
    int runs = 0;
    boolean more = true;
    while (more) {
      Schedule schedule = new Schedule(phone, phone.token(), kinds, crashAt);
      reset(limit);
      long before = state().uses();
      schedule.run(guard, choices);
      State after = state();
      check.accept(
          schedule.result(
              limit,
              after.uses() - before,
              after.attemptsLeft(),
              !after.token().equals(phone.token().hex())));
      runs++;
      more = next(schedule, choices);
    }
    return runs;
  }

  /// The next order: the last choice that has an alternative takes it.
  private static boolean next(Schedule schedule, List<Integer> choices) {
    List<Integer> order = schedule.order();
    int last = order.size() - 1;
    while (last >= 0 && order.get(last) + 1 == schedule.widths().get(last)) {
      last--;
    }
    if (last < 0) {
      return false;
    }
    choices.clear();
    choices.addAll(order.subList(0, last));
    choices.add(order.get(last) + 1);
    return true;
  }

  private void reset(int limit) {
    database
        .sql(RESET)
        .bind("key", phone.keyId())
        .bind("limit", limit)
        .bind("token", phone.token().hex())
        .then()
        .block();
  }

  private State state() {
    return requireNonNull(
        database
            .sql(STATE)
            .bind("key", phone.keyId())
            .map(row ->
                new State(text(row, "token"), number(row, "attempts_left"), count(row, "uses")))
            .one()
            .block());
  }
}
