package org.bidseal.outbox;

import java.util.Set;
import org.bidseal.events.Event;
import org.springframework.util.ClassUtils;
import reactor.core.publisher.Mono;

/// Reacts to events of one topic. Every bean of this type is found and fed; all of a service share
/// one Kafka consumer group, named after the service.
///
/// An event takes effect once: [#on] runs in one transaction with a row that remembers the event's
/// id, so redelivery and rebalancing repeat nothing. Events of one subject come one after the
/// other, in order.
///
/// What [#on] errs with decides what follows. [PoisonEventException] and [IllegalArgumentException]
/// (which unreadable data is): the message goes to `<topic>.dlt` and the partition goes on.
/// Anything else is taken as passing, the transaction is rolled back and the event comes again,
/// with growing pauses, until it succeeds; nothing is skipped.
///
/// [#on] is for quick changes of the service's own database. Work that takes longer than
/// `bidseal.events.consumer.timeout` is written down as a job by [#on] and done elsewhere.
///
/// ```java
/// @Component
/// final class MembershipReadModel implements EventConsumer {
///   public String topic() { return "bidseal.identity"; }
///   public Set<String> types() { return Set.of("org.bidseal.identity.member-added.v1"); }
///   public Mono<Void> on(Event event) { return members.add(event.dataAs(MemberAdded.class)); }
/// }
/// ```
public interface EventConsumer {
  /// The topic without a deployment's prefix, for example `bidseal.identity`.
  String topic();

  /// The event types wanted, all of them of [#topic]; empty means every type of the topic, for a
  /// consumer that itself ignores what it does not know.
  default Set<String> types() {
    return Set.of();
  }

  /// Under which name effects are remembered, unique within the service. Renaming a consumer makes
  /// it see redelivered events again, so a class that is renamed keeps its old name here.
  default String name() {
    return ClassUtils.getUserClass(this).getSimpleName();
  }

  /// Applies one event, within a transaction that is already open. The consumer opens no
  /// transaction of its own.
  Mono<Void> on(Event event);
}
