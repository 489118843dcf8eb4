package org.bidseal.escrow.testkit;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.bidseal.identityview.Certificates;
import org.bidseal.identityview.KnownIdentity;
import org.bidseal.identityview.Members;
import org.bidseal.identityview.Persons;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.Tokens;
import org.springframework.boot.test.context.TestComponent;

/// People, phones and keys, made known by the events of identity-service and crypto-service on the
/// real Kafka.
@TestComponent
public class People {
  private final KnownIdentity identity;
  private final Persons persons;
  private final Members members;
  private final Certificates certificates;
  private final SecureRandom random;

  People(
      KnownIdentity identity,
      Persons persons,
      Members members,
      Certificates certificates,
      SecureRandom random) {
    this.identity = identity;
    this.persons = persons;
    this.members = members;
    this.certificates = certificates;
    this.random = random;
  }

  /// A real-named member of an enterprise with a phone.
  public TestPhone member(String name, UUID enterpriseId) {
    UUID personId = person(name);
    identity.member(personId, enterpriseId);
    return phone(personId);
  }

  /// A real-named person.
  public UUID person(String name) {
    UUID personId = Tokens.newPerson();
    identity.publish(
        "org.bidseal.identity.person-verified.v1",
        personId,
        Map.of(
            "personId",
            personId,
            "name",
            name,
            "verifiedAt",
            Instant.now(),
            "method",
            "CARRIER_3"));
    return personId;
  }

  /// One more phone of a person.
  public TestPhone phone(UUID personId) {
    UUID deviceId = UUID.randomUUID();
    identity.publish(
        "org.bidseal.identity.device-registered.v1",
        deviceId,
        Map.of("deviceId", deviceId, "personId", personId, "name", "phone"));
    Awaiting.until(
        "the device is known",
        () -> Boolean.TRUE.equals(persons.ownsDevice(personId, deviceId).toFuture().get()));
    return new TestPhone(personId, deviceId, Sm2KeyPair.generate(random));
  }

  /// A person leaves an enterprise.
  public void leave(UUID personId, UUID enterpriseId) {
    identity.publish(
        "org.bidseal.identity.membership-withdrawn.v1",
        enterpriseId,
        Map.of("enterpriseId", enterpriseId, "personId", personId));
    Awaiting.until(
        "the membership is withdrawn",
        () -> Boolean.FALSE.equals(members.isMember(personId, enterpriseId).toFuture().get()));
  }

  /// A key that was made on a phone and certified for an enterprise.
  public TestKey key(TestPhone phone, KeyUsage usage, UUID enterpriseId) {
    TestKey key = new TestKey(UUID.randomUUID(), DeviceShare.generate(random), 1);
    Instant now = Instant.now();
    identity.publish(
        "org.bidseal.crypto.key-created.v1",
        key.keyId(),
        Map.of(
            "keyId",
            key.keyId(),
            "usage",
            usage,
            "ownerPersonId",
            phone.personId(),
            "deviceId",
            phone.deviceId(),
            "publicKey",
            key.share().p1().hex(),
            "generation",
            1));
    UUID certificateId = UUID.randomUUID();
    identity.publish(
        "org.bidseal.identity.certificate-issued.v1",
        certificateId,
        Map.ofEntries(
            Map.entry("certificateId", certificateId),
            Map.entry("applicationId", UUID.randomUUID()),
            Map.entry("usage", usage),
            Map.entry("keyId", key.keyId()),
            Map.entry("serialNumber", "b"),
            Map.entry("personId", phone.personId()),
            Map.entry("enterpriseId", enterpriseId),
            Map.entry("deviceId", phone.deviceId()),
            Map.entry("notBefore", now.minusSeconds(60)),
            Map.entry("notAfter", now.plusSeconds(86_400)),
            Map.entry("subject", "CN=test"),
            Map.entry("certificate", "MAA=")));
    Awaiting.until(
        "the key's certificate is known",
        () -> certificates.findByKey(key.keyId()).hasElement().toFuture().get());
    return key;
  }

  /// A phone refreshes the share of a key.
  public void refresh(UUID keyId, int generation, UUID deviceId) {
    identity.publish(
        "org.bidseal.crypto.share-refreshed.v1",
        keyId,
        Map.of("keyId", keyId, "generation", generation, "deviceId", deviceId));
  }

  /// A phone is reported lost.
  public void lose(TestPhone phone) {
    identity.publish(
        "org.bidseal.identity.device-lost.v1",
        phone.personId(),
        Map.of(
            "deviceId", phone.deviceId(), "personId", phone.personId(), "lostAt", Instant.now()));
  }
}
