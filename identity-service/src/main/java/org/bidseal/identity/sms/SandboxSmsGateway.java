package org.bidseal.identity.sms;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import org.bidseal.database.Columns;
import org.bidseal.servicedefaults.SandboxAdapter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Keeps messages in the database, where the sandbox inbox shows them; the same inbox on every
/// replica.
@Component
@ConditionalOnProperty(name = "bidseal.identity.sms.adapter", havingValue = "sandbox")
final class SandboxSmsGateway implements SmsGateway, SandboxAdapter {

  private static final int INBOX_SIZE = 20;

  /// A message as the inbox shows it.
  record Received(String text, String code, Instant sentAt) {}

  private final DatabaseClient database;
  private final Clock clock;

  SandboxSmsGateway(DatabaseClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Mono<Void> send(Mobile mobile, Message message) {
    return database
        .sql(
            "insert into sandbox_sms (mobile, text, code, sent_at)"
                + " values (:mobile, :text, :code, :at)")
        .bind("mobile", mobile.number())
        .bind("text", message.text())
        .bind("code", message.code())
        .bind("at", clock.instant())
        .then();
  }

  @Override
  public boolean sandbox() {
    return true;
  }

  /// The newest messages to a number, newest first.
  Flux<Received> inbox(Mobile mobile) {
    return database
        .sql("select * from sandbox_sms where mobile = :mobile order by message_id desc limit :n")
        .bind("mobile", mobile.number())
        .bind("n", INBOX_SIZE)
        .map(SandboxSmsGateway::received)
        .all();
  }

  private static Received received(Readable row) {
    return new Received(
        Columns.text(row, "text"), Columns.text(row, "code"), Columns.instant(row, "sent_at"));
  }
}
