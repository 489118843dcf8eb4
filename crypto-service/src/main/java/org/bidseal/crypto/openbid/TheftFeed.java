package org.bidseal.crypto.openbid;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Set;
import java.util.UUID;
import org.bidseal.crypto.holding.Holding;
import org.bidseal.crypto.holding.HoldingEvent;
import org.bidseal.crypto.holding.Holdings;
import org.bidseal.crypto.keyaudit.KeyAudit;
import org.bidseal.crypto.keyaudit.KeyOperation;
import org.bidseal.crypto.keyaudit.KeyOutcome;
import org.bidseal.crypto.keyaudit.KeyUse;
import org.bidseal.crypto.keyaudit.Occasion;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.events.Event;
import org.bidseal.identityview.Certificates;
import org.bidseal.outbox.EventConsumer;
import org.bidseal.outbox.Outbox;
import org.bidseal.servicedefaults.Ids;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// A certificate revoked because its key is compromised quarantines the owner's own phones at once:
/// whoever has one of them signs and decrypts nothing more. The backups in his colleagues' hands go
/// on opening what is sealed, and he himself after real-name verification and a refresh. Any other
/// reason leaves the key as it is: it encrypts and signs nothing new without a certificate in
/// force, and opens what was sealed before.
@Component
@InRole(Role.KEY)
final class TheftFeed implements EventConsumer {
  private static final String REVOKED = "org.bidseal.identity.certificate-revoked.v1";
  private static final String COMPROMISED = "KEY_COMPROMISE";

  private final Certificates certificates;
  private final Holdings holdings;
  private final Outbox outbox;
  private final KeyAudit audit;
  private final Ids ids;

  TheftFeed(Certificates certificates, Holdings holdings, Outbox outbox, KeyAudit audit, Ids ids) {
    this.certificates = certificates;
    this.holdings = holdings;
    this.outbox = outbox;
    this.audit = audit;
    this.ids = ids;
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Revocation(UUID certificateId, String reason) {}

  @Override
  public String topic() {
    return "bidseal.identity";
  }

  @Override
  public String name() {
    return "theft";
  }

  @Override
  public Set<String> types() {
    return Set.of(REVOKED);
  }

  @Override
  public Mono<Void> on(Event event) {
    Revocation revocation = event.dataAs(Revocation.class);
    return COMPROMISED.equals(revocation.reason())
        ? certificates
            .find(revocation.certificateId())
            .flatMapMany(
                certificate -> holdings.quarantineOwn(certificate.keyId(), certificate.personId()))
            .concatMap(holding ->
                outbox
                    .add(HoldingEvent.QUARANTINED, holding.keyId(), HoldingEvent.of(holding))
                    .then(audit.append(use(holding, revocation))))
            .then()
        : Mono.empty();
  }

  private KeyUse use(Holding holding, Revocation revocation) {
    return new KeyUse(
        holding.keyId(),
        KeyOperation.SUSPEND,
        KeyOutcome.QUARANTINED,
        holding.deviceId(),
        holding.personId(),
        new Occasion(null, "THEFT", revocation.certificateId().toString()),
        ids.next());
  }
}
