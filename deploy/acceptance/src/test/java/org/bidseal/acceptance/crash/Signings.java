package org.bidseal.acceptance.crash;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.bidseal.demo.cast.People;
import org.bidseal.demo.platform.Desk;
import org.bidseal.phone.Phone;
import org.bidseal.phone.http.Patience;

/// Documents signed one after the other: work that crosses qr-session-, signing-, crypto- and
/// seal-service, by calls and by events both ways.
final class Signings {
  /// One that both ends were told is done.
  record Signing(UUID taskId, UUID sessionId) {}

  private final People people;
  private final Desk desk;
  private final UUID sealId;
  private final Path document;
  private final Runnable step;
  private final ConcurrentLinkedQueue<Signing> done = new ConcurrentLinkedQueue<>();
  private volatile String at = "before the first document";

  /// @param step is told of every step
  Signings(People people, Desk desk, UUID sealId, Path document, Runnable step) {
    this.people = people;
    this.desk = desk;
    this.sealId = sealId;
    this.document = document;
    this.step = step;
  }

  /// Signs until told to stop; what has begun is ended.
  void run(BooleanSupplier stopped) {
    Phone phone = people.owner();
    Patience patience = new Patience(phone.gateway().clock());
    UUID documentId = UUID.fromString(desk.uploadDocument(document).path("documentId").asString());
    while (!stopped.getAsBoolean()) {
      at = "creating a task";
      UUID task = desk.createSigningTask(documentId, people.enterpriseId());
      step.run();
      at = "showing the code of task " + task;
      UUID session = desk.showSigning(task);
      step.run();
      at = "scanning session " + session;
      // The code changes every two seconds, and the one that was read may be too old by now.
      patience.whileRefused(
          Set.of("code-expired"), () -> phone.sessions().scan(desk.code(session)));
      step.run();
      at = "confirming session " + session;
      phone.sessions().confirm(session);
      step.run();
      at = "signing in session " + session;
      phone.documents().sign(task, session, sealId, people.ownerPin());
      step.run();
      at = "awaiting the end of session " + session;
      desk.awaitEnd(session);
      done.add(new Signing(task, session));
    }
  }

  /// What it is doing.
  String at() {
    return at;
  }

  List<Signing> done() {
    return List.copyOf(done);
  }
}
