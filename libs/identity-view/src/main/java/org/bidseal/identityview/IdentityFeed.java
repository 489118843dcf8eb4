package org.bidseal.identityview;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.bidseal.events.Event;
import org.bidseal.outbox.EventConsumer;
import org.bidseal.outbox.PoisonEventException;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// Writes identity-service's events into the read model.
///
/// Every statement is an upsert or idempotent. Types and fields that it does not know are passed
/// over (tolerant reader); a field that it needs and does not find is an error, and the event goes
/// to the dead-letter topic.
final class IdentityFeed implements EventConsumer {

  private static final String PREFIX = "org.bidseal.identity.";

  private final DatabaseClient database;

  IdentityFeed(DatabaseClient database) {
    this.database = database;
  }

  @Override
  public String topic() {
    return "bidseal.identity";
  }

  @Override
  public String name() {
    return "identity-view";
  }

  @Override
  public Mono<Void> on(Event event) {
    if (!event.type().startsWith(PREFIX)) {
      return Mono.empty();
    }
    JsonNode data = event.data();
    return switch (event.type().substring(PREFIX.length())) {
      case "person-registered.v1" -> personRegistered(data);
      case "person-verified.v1" -> personVerified(data);
      case "device-registered.v1", "device-found.v1" -> deviceRegistered(data);
      case "device-lost.v1", "device-removed.v1" -> deviceGone(data);
      case "enterprise-certified.v1" -> enterpriseCertified(data);
      case "membership-granted.v1" -> membershipGranted(data);
      case "membership-withdrawn.v1" -> membershipWithdrawn(data);
      case "certificate-issued.v1" -> certificateIssued(data);
      case "certificate-downloaded.v1" -> certificateDownloaded(data);
      case "certificate-revoked.v1" -> certificateRevoked(data);
      case "platform-registered.v1" -> platformRegistered(data);
      case "platform-bound.v1" -> platformBound(data);
      default -> Mono.empty();
    };
  }

  private Mono<Void> personRegistered(JsonNode data) {
    return database
        .sql("insert into person (person_id) values (:person) on conflict do nothing")
        .bind("person", uuid(data, "personId"))
        .then();
  }

  private Mono<Void> personVerified(JsonNode data) {
    return database
        .sql(
            """
            insert into person (person_id, name, verified_at) values (:person, :name, :at)
            on conflict (person_id) do update
              set name = excluded.name,
                  verified_at = greatest(person.verified_at, excluded.verified_at)
            """)
        .bind("person", uuid(data, "personId"))
        .bind("name", text(data, "name"))
        .bind("at", instant(data, "verifiedAt"))
        .then();
  }

  private Mono<Void> deviceRegistered(JsonNode data) {
    var upsert =
        database
            .sql(
                """
                insert into person_device (device_id, person_id, name, public_key)
                values (:device, :person, :name, :key)
                on conflict (device_id) do update
                  set person_id = excluded.person_id, name = excluded.name,
                      public_key = coalesce(person_device.public_key, excluded.public_key)
                """)
            .bind("device", uuid(data, "deviceId"))
            .bind("person", uuid(data, "personId"))
            .bind("name", text(data, "name"));
    return (data.hasNonNull("publicKey")
            ? upsert.bind("key", point(data, "publicKey").hex())
            : upsert.bindNull("key", String.class))
        .then();
  }

  /// Nobody's device any more, until it is found.
  private Mono<Void> deviceGone(JsonNode data) {
    return database
        .sql("delete from person_device where device_id = :device and person_id = :person")
        .bind("device", uuid(data, "deviceId"))
        .bind("person", uuid(data, "personId"))
        .then();
  }

  private Mono<Void> enterpriseCertified(JsonNode data) {
    return database
        .sql(
            """
            insert into enterprise (enterprise_id, name, uscc, region)
            values (:enterprise, :name, :uscc, :region)
            on conflict (enterprise_id) do update
              set name = excluded.name, uscc = excluded.uscc, region = excluded.region
            """)
        .bind("enterprise", uuid(data, "enterpriseId"))
        .bind("name", text(data, "name"))
        .bind("uscc", text(data, "uscc"))
        .bind("region", text(data, "region"))
        .then();
  }

  private Mono<Void> membershipGranted(JsonNode data) {
    return database
        .sql(
            """
            insert into member (enterprise_id, person_id, role, legal_representative)
            values (:enterprise, :person, :role, :legal)
            on conflict (enterprise_id, person_id) do update
              set role = excluded.role, legal_representative = excluded.legal_representative
            """)
        .bind("enterprise", uuid(data, "enterpriseId"))
        .bind("person", uuid(data, "personId"))
        .bind("role", Membership.Role.valueOf(text(data, "role")).name())
        .bind("legal", flag(data, "legalRepresentative"))
        .then();
  }

  private Mono<Void> membershipWithdrawn(JsonNode data) {
    return database
        .sql("delete from member where enterprise_id = :enterprise and person_id = :person")
        .bind("enterprise", uuid(data, "enterpriseId"))
        .bind("person", uuid(data, "personId"))
        .then();
  }

  private Mono<Void> certificateIssued(JsonNode data) {
    DatabaseClient.GenericExecuteSpec insert =
        database
            .sql(
                """
                insert into certificate (certificate_id, key_id, usage, person_id, enterprise_id,
                  device_id, serial_number, subject, not_before, not_after, state, certificate)
                values (:certificate, :key, :usage, :person, :enterprise,
                  :device, :serial, :subject, :notBefore, :notAfter, 'TO_DOWNLOAD', :der)
                on conflict (certificate_id) do nothing
                """)
            .bind("certificate", uuid(data, "certificateId"))
            .bind("key", uuid(data, "keyId"))
            .bind("usage", KeyUsage.valueOf(text(data, "usage")).name())
            .bind("person", uuid(data, "personId"))
            .bind("device", uuid(data, "deviceId"))
            .bind("serial", text(data, "serialNumber"))
            .bind("subject", text(data, "subject"))
            .bind("notBefore", instant(data, "notBefore"))
            .bind("notAfter", instant(data, "notAfter"))
            .bind("der", text(data, "certificate"));
    return (data.hasNonNull("enterpriseId")
            ? insert.bind("enterprise", uuid(data, "enterpriseId"))
            : insert.bindNull("enterprise", UUID.class))
        .then();
  }

  private Mono<Void> certificateDownloaded(JsonNode data) {
    return database
        .sql(
            "update certificate set state = 'IN_FORCE'"
                + " where certificate_id = :certificate and state = 'TO_DOWNLOAD'")
        .bind("certificate", uuid(data, "certificateId"))
        .then();
  }

  private Mono<Void> certificateRevoked(JsonNode data) {
    return database
        .sql("update certificate set state = 'REVOKED' where certificate_id = :certificate")
        .bind("certificate", uuid(data, "certificateId"))
        .then();
  }

  private Mono<Void> platformRegistered(JsonNode data) {
    JsonNode settings = data.path("settings");
    return database
        .sql(
            """
            insert into platform (platform_id, name, region, server_side_sealing, backup_policy,
              seal_claim_policy)
            values (:platform, :name, :region, :sealing, :backup, :claim)
            on conflict (platform_id) do update
              set name = excluded.name, region = excluded.region,
                  server_side_sealing = excluded.server_side_sealing,
                  backup_policy = excluded.backup_policy,
                  seal_claim_policy = excluded.seal_claim_policy
            """)
        .bind("platform", uuid(data, "platformId"))
        .bind("name", text(data, "name"))
        .bind("region", text(data, "region"))
        .bind("sealing", flag(settings, "serverSideSealing"))
        .bind("backup", PlatformView.BackupPolicy.valueOf(text(settings, "backupPolicy")).name())
        .bind(
            "claim", PlatformView.SealClaimPolicy.valueOf(text(settings, "sealClaimPolicy")).name())
        .then();
  }

  private Mono<Void> platformBound(JsonNode data) {
    return database
        .sql(
            """
            insert into platform_binding (platform_id, enterprise_id, person_id, certificate_id)
            values (:platform, :enterprise, :person, :certificate)
            on conflict (platform_id, enterprise_id, person_id) do update
              set certificate_id = excluded.certificate_id
            """)
        .bind("platform", uuid(data, "platformId"))
        .bind("enterprise", uuid(data, "enterpriseId"))
        .bind("person", uuid(data, "personId"))
        .bind("certificate", uuid(data, "certificateId"))
        .then();
  }

  private static UUID uuid(JsonNode data, String field) {
    return UUID.fromString(text(data, field));
  }

  private static Instant instant(JsonNode data, String field) {
    try {
      return Instant.parse(text(data, field));
    } catch (DateTimeParseException e) {
      throw new PoisonEventException("Field " + field + " is no ISO-8601 instant", e);
    }
  }

  private static Point point(JsonNode data, String field) {
    try {
      return PointGate.decodeHex(text(data, field));
    } catch (IllegalArgumentException e) {
      throw new PoisonEventException("Field " + field + " is no point of SM2", e);
    }
  }

  private static String text(JsonNode data, String field) {
    JsonNode value = data.path(field);
    if (!value.isString()) {
      throw new PoisonEventException("Field " + field + " is missing or no text");
    }
    return value.stringValue();
  }

  private static boolean flag(JsonNode data, String field) {
    JsonNode value = data.path(field);
    if (!value.isBoolean()) {
      throw new PoisonEventException("Field " + field + " is missing or no boolean");
    }
    return value.booleanValue();
  }
}
