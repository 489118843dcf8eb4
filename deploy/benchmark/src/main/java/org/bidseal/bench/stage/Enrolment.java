package org.bidseal.bench.stage;

import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.bidseal.demo.cast.Cast;
import org.bidseal.demo.cast.Staff;
import org.bidseal.phone.Phone;
import org.bidseal.phone.SmsInbox;
import org.bidseal.phone.http.Gateway;
import org.bidseal.phone.http.Patience;
import org.bidseal.phone.key.Pin;
import org.bidseal.phone.key.PinMask;
import org.bidseal.smcrypto.proof.KeyUsage;
import tools.jackson.databind.JsonNode;

/// Brings bidders to where they can seal: a phone, a verified name, an enterprise, certificates.
final class Enrolment {
  /// The hardness of a PIN is the phone's own matter, and this machine is all the phones.
  private static final PinMask SOFT = new PinMask(64, 1);

  private final Gateway gateway;
  private final Staff reviewer;

  Enrolment(Gateway gateway, Staff reviewer) {
    this.gateway = gateway;
    this.reviewer = reviewer;
  }

  /// Enrols them side by side.
  List<Bidder> enrol(int count) {
    List<Supplier<Bidder>> work = Collections.nCopies(count, this::enrol);
    return Together.run(work);
  }

  private Bidder enrol() {
    Cast cast = Cast.invent(gateway.random());
    Cast.Actor person = cast.legalRepresentative();
    Phone phone = Phone.login(gateway, "phone", person.mobile(), inbox(), SOFT);
    phone.identity().verifyRealName(person.name(), person.idNumber(), person.mobile());
    reviewer.approveClaim(
        phone
            .identity()
            .claimEnterprise(
                cast.uscc(), cast.enterprise(), person.name(), person.idNumber(), cast.region()));
    UUID enterpriseId = phone.identity().findEnterprise(cast.uscc());
    Pin pin = Pin.of(person.pin());
    UUID application = phone.certificates().apply(enterpriseId, pin);
    reviewer.approveCertificates(application);
    phone.certificates().download(application);
    UUID key = phone.keyRing().certified(KeyUsage.ENCRYPTION).key().keyId();
    return new Bidder(phone, enterpriseId, pin, key, new ReentrantLock());
  }

  /// The sandbox's text messages; a number of this run gets one.
  private SmsInbox inbox() {
    return mobile -> {
      JsonNode messages =
          new Patience(gateway.clock())
              .until(
                  list -> !list.isEmpty(),
                  () -> gateway.anonymous().get("/api/identity/v1/sandbox/sms-inbox/" + mobile));
      return messages.get(0).path("code").asString();
    };
  }
}
