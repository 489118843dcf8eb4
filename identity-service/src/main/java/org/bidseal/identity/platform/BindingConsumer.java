package org.bidseal.identity.platform;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.bidseal.events.Event;
import org.bidseal.identity.certificate.Certificate;
import org.bidseal.identity.certificate.Certificate.KeyUse;
import org.bidseal.identity.certificate.Certificates;
import org.bidseal.identity.enterprise.Enterprise;
import org.bidseal.identity.enterprise.Enterprises;
import org.bidseal.identity.membership.Memberships;
import org.bidseal.identity.platform.PlatformEvents.PlatformBound;
import org.bidseal.outbox.EventConsumer;
import org.bidseal.outbox.Outbox;
import org.bidseal.outbox.PoisonEventException;
import org.bidseal.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Binds an enterprise to a platform when a BIND session is completed.
///
/// qr-session-service has verified the signature and compared name and code with what the platform
/// expected; here, where both are kept, they are compared again, and it is checked that the
/// certificate is the member's, for that enterprise, and in force. A session that fails this can
/// never succeed: its event is set aside.
@Component
final class BindingConsumer implements EventConsumer {

  private static final String SESSION_COMPLETED = "org.bidseal.qr.session-completed.v1";
  private static final String BIND = "BIND";

  /// The part of qr-session-service's event that matters here.
  record SessionCompleted(
      UUID sessionId,
      String purpose,
      UUID platformId,
      @Nullable UUID enterpriseId,
      @Nullable UUID personId,
      @Nullable UUID certificateId,
      @Nullable Expected expected) {}

  /// The enterprise that the platform wants to bind.
  record Expected(String uscc, String name) {
    boolean is(Enterprise enterprise) {
      return enterprise.uscc().code().equals(uscc) && enterprise.name().equals(name);
    }
  }

  private final PlatformRepository platforms;
  private final Certificates certificates;
  private final Memberships memberships;
  private final Enterprises enterprises;
  private final Outbox outbox;
  private final Clock clock;
  private final MeterRegistry meters;

  BindingConsumer(
      PlatformRepository platforms,
      Certificates certificates,
      Memberships memberships,
      Enterprises enterprises,
      Outbox outbox,
      Clock clock,
      MeterRegistry meters) {
    this.platforms = platforms;
    this.certificates = certificates;
    this.memberships = memberships;
    this.enterprises = enterprises;
    this.outbox = outbox;
    this.clock = clock;
    this.meters = meters;
  }

  @Override
  public String topic() {
    return "bidseal.qr";
  }

  @Override
  public Set<String> types() {
    return Set.of(SESSION_COMPLETED);
  }

  @Override
  public String name() {
    return "platform-binding";
  }

  @Override
  public Mono<Void> on(Event event) {
    SessionCompleted session = event.dataAs(SessionCompleted.class);
    return BIND.equals(session.purpose()) ? bind(session) : Mono.empty();
  }

  private Mono<Void> bind(SessionCompleted session) {
    UUID certificateId = session.certificateId();
    if (certificateId == null) {
      return Mono.error(() -> poison(session, "names no certificate"));
    }
    return certificates
        .get(certificateId)
        .onErrorMap(ProblemException.class, _ -> poison(session, "names an unknown certificate"))
        .map(certificate -> bound(session, certificate))
        .filterWhen(this::isMember)
        .switchIfEmpty(Mono.error(() -> poison(session, "names a person who is no member")))
        .filterWhen(bound -> isExpected(bound, session.expected()))
        .switchIfEmpty(Mono.error(() -> poison(session, "names another enterprise than expected")))
        .flatMap(this::store);
  }

  private PlatformBound bound(SessionCompleted session, Certificate certificate) {
    Certificate.Content content = certificate.content();
    UUID enterpriseId = content.enterpriseId();
    boolean fits =
        certificate instanceof Certificate.InForce
            && content.usage() == KeyUse.SIGNING
            && content.personId().equals(session.personId())
            && (session.enterpriseId() == null || session.enterpriseId().equals(enterpriseId));
    if (!fits || enterpriseId == null) {
      throw poison(session, "names a certificate that does not fit");
    }
    return new PlatformBound(
        session.platformId(), enterpriseId, content.personId(), content.certificateId());
  }

  private Mono<Boolean> isMember(PlatformBound bound) {
    return memberships.find(bound.enterpriseId(), bound.personId()).hasElement();
  }

  private Mono<Boolean> isExpected(PlatformBound bound, @Nullable Expected expected) {
    return expected == null
        ? Mono.just(true)
        : enterprises.find(bound.enterpriseId()).map(expected::is).defaultIfEmpty(false);
  }

  private Mono<Void> store(PlatformBound bound) {
    return platforms
        .bind(bound, clock.instant().truncatedTo(ChronoUnit.MICROS))
        .filter(changed -> changed)
        .flatMap(_ -> outbox.add(PlatformEvents.PLATFORM_BOUND, bound.platformId(), bound))
        .doOnSuccess(_ -> meters.counter("bidseal.platform.bindings").increment());
  }

  private static PoisonEventException poison(SessionCompleted session, String what) {
    return new PoisonEventException("Session " + session.sessionId() + " " + what);
  }
}
