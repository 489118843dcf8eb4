package org.bidseal.identityview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.bidseal.embedded.Database;
import org.bidseal.events.Event;
import org.bidseal.events.EventCodec;
import org.bidseal.identityview.Membership.Role;
import org.bidseal.outbox.PoisonEventException;
import org.bidseal.smcrypto.Point;
import org.bidseal.testsupport.servers.TestServers;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/// identity-service's events in, typed reads out, on a real database.
class IdentityFeedTest {

  private static final Path GOLDEN =
      Path.of("..", "..", "identity-service", "src", "test", "resources", "events");
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @SuppressWarnings("NullAway.Init") // by the method below
  private static DatabaseClient database;

  @BeforeAll
  static void migrate() {
    Database own = TestServers.get().freshDatabase("identity_view");
    Flyway.configure()
        .dataSource(own.jdbcUrl(), own.role(), own.password())
        .locations("classpath:db/identity-view")
        .load()
        .migrate();
    database =
        DatabaseClient.create(
            ConnectionFactories.get(
                ConnectionFactoryOptions.parse(own.r2dbcUrl())
                    .mutate()
                    .option(ConnectionFactoryOptions.USER, own.role())
                    .option(ConnectionFactoryOptions.PASSWORD, own.password())
                    .build()));
  }

  /// The producer's contract: every event that identity-service publishes is understood.
  @TestFactory
  Stream<DynamicTest> everyGoldenEventIsTaken() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files.sorted().toList().stream()
          .map(file ->
              DynamicTest.dynamicTest(file.getFileName().toString(), () -> feed(golden(file))));
    }
  }

  /// A golden file with values where it has placeholders.
  private static Event golden(Path file) throws IOException {
    String json =
        Files.readString(file)
            .replace("<uuid>", UUID.randomUUID().toString())
            .replace("<time>", NOW.toString())
            .replace("\"publicKey\" : \"<varies>\"", "\"publicKey\" : \"" + Point.G.hex() + "\"");
    return EventCodec.read(json);
  }

  @Test
  void aMembershipIsGrantedChangedAndWithdrawn() {
    var members = new Members(database);
    UUID person = UUID.randomUUID();
    UUID enterprise = UUID.randomUUID();
    assertThat(get(members.isMember(person, enterprise))).isFalse();
    membership("granted", enterprise, person, "AGENT");
    assertThat(get(members.role(person, enterprise)))
        .isEqualTo(new Membership(enterprise, person, Role.AGENT, true));
    membership("granted", enterprise, person, "ADMINISTRATOR");
    assertThat(get(members.ofPerson(person).collectList()))
        .containsExactly(new Membership(enterprise, person, Role.ADMINISTRATOR, true));
    assertThat(get(members.ofEnterprise(enterprise).collectList())).hasSize(1);
    membership("granted", enterprise, person, "AGENT");
    assertThat(get(members.role(person, enterprise)))
        .isEqualTo(new Membership(enterprise, person, Role.AGENT, true));
    membership("withdrawn", enterprise, person, "ADMINISTRATOR");
    assertThat(get(members.isMember(person, enterprise))).isFalse();
  }

  private static void membership(String what, UUID enterprise, UUID person, String role) {
    publish(
        "membership-" + what + ".v1",
        Map.of(
            "enterpriseId",
            enterprise,
            "personId",
            person,
            "role",
            role,
            "legalRepresentative",
            true));
  }

  @Test
  void aPersonIsKnownWithHisNameDevicesAndLatestVerification() {
    var persons = new Persons(database);
    UUID person = UUID.randomUUID();
    UUID device = UUID.randomUUID();
    publish("person-registered.v1", Map.of("personId", person));
    assertThat(get(persons.find(person))).isEqualTo(new PersonView(person, null, null));
    verified(person, NOW);
    verified(person, NOW.minusSeconds(60));
    assertThat(get(persons.find(person))).isEqualTo(new PersonView(person, "张三", NOW));
    publish(
        "device-registered.v1", Map.of("deviceId", device, "personId", person, "name", "phone"));
    assertThat(get(persons.ownsDevice(person, device))).isTrue();
    assertThat(get(persons.ownsDevice(UUID.randomUUID(), device))).isFalse();
  }

  @Test
  void aLostDeviceIsNobodysUntilItIsFound() {
    var persons = new Persons(database);
    UUID person = UUID.randomUUID();
    UUID device = UUID.randomUUID();
    Map<String, Object> registered =
        Map.of("deviceId", device, "personId", person, "name", "phone");
    publish("device-registered.v1", registered);
    publish("device-lost.v1", Map.of("deviceId", device, "personId", person, "at", NOW));
    assertThat(get(persons.ownsDevice(person, device))).isFalse();
    publish("device-found.v1", registered);
    assertThat(get(persons.ownsDevice(person, device))).isTrue();
    publish("device-removed.v1", Map.of("deviceId", device, "personId", person, "at", NOW));
    assertThat(get(persons.ownsDevice(person, device))).isFalse();
  }

  @Test
  void aDevicesKeyIsKnownAndStays() {
    var persons = new Persons(database);
    UUID person = UUID.randomUUID();
    UUID device = UUID.randomUUID();
    var old = Map.<String, Object>of("deviceId", device, "personId", person, "name", "phone");
    publish("device-registered.v1", old);
    assertThat(get(persons.findDevice(person, device)))
        .isEqualTo(new DeviceView(device, person, null));
    publish(
        "device-registered.v1",
        Map.of("deviceId", device, "personId", person, "name", "x", "publicKey", Point.G.hex()));
    publish("device-registered.v1", old);
    assertThat(get(persons.findDevice(person, device)))
        .isEqualTo(new DeviceView(device, person, Point.G));
    assertThat(persons.findDevice(UUID.randomUUID(), device).blockOptional()).isEmpty();
  }

  private static void verified(UUID person, Instant at) {
    publish(
        "person-verified.v1",
        Map.of("personId", person, "name", "张三", "verifiedAt", at, "method", "FACE"));
  }

  @Test
  void aCertificateGoesThroughItsStates() {
    var certificates = new Certificates(database);
    UUID id = UUID.randomUUID();
    UUID key = UUID.randomUUID();
    UUID enterprise = UUID.randomUUID();
    issued(id, key, enterprise);
    CertificateView fresh = get(certificates.find(id));
    assertThat(fresh.state()).isEqualTo(CertificateView.State.TO_DOWNLOAD);
    assertThat(fresh.inForceAt(NOW)).isFalse();
    publish("certificate-downloaded.v1", Map.of("certificateId", id));
    CertificateView inForce = get(certificates.findByKey(key));
    assertThat(inForce.inForceAt(NOW)).isTrue();
    assertThat(inForce.inForceAt(NOW.plusSeconds(3601))).isFalse();
    assertThat(get(certificates.ofEnterprise(enterprise, KeyUsage.ENCRYPTION).collectList()))
        .containsExactly(inForce);
    assertThat(get(certificates.ofEnterprise(enterprise, KeyUsage.SIGNING).collectList()))
        .isEmpty();
    // Delivered once more: nothing goes back.
    issued(id, key, enterprise);
    publish("certificate-revoked.v1", Map.of("certificateId", id, "reason", "KEY_COMPROMISE"));
    publish("certificate-downloaded.v1", Map.of("certificateId", id));
    assertThat(get(certificates.find(id)).state()).isEqualTo(CertificateView.State.REVOKED);
  }

  private static void issued(UUID id, UUID key, UUID enterprise) {
    publish(
        "certificate-issued.v1",
        Map.ofEntries(
            Map.entry("certificateId", id),
            Map.entry("applicationId", UUID.randomUUID()),
            Map.entry("usage", "ENCRYPTION"),
            Map.entry("keyId", key),
            Map.entry("serialNumber", "ab"),
            Map.entry("personId", UUID.randomUUID()),
            Map.entry("enterpriseId", enterprise),
            Map.entry("deviceId", UUID.randomUUID()),
            Map.entry("notBefore", NOW),
            Map.entry("notAfter", NOW.plusSeconds(3600)),
            Map.entry("subject", "CN=x"),
            Map.entry("certificate", "MII=")));
  }

  @Test
  void aPlatformIsKnownWithItsSettingsAndBindings() {
    var platforms = new Platforms(database);
    UUID platform = UUID.randomUUID();
    UUID enterprise = UUID.randomUUID();
    publish(
        "platform-registered.v1",
        Map.of(
            "platformId",
            platform,
            "name",
            "平台",
            "region",
            "420000",
            "settings",
            Map.of("serverSideSealing", true, "backupPolicy", "WARN", "sealClaimPolicy", "LOCAL")));
    assertThat(get(platforms.find(platform)))
        .isEqualTo(
            new PlatformView(
                platform,
                "平台",
                "420000",
                true,
                PlatformView.BackupPolicy.WARN,
                PlatformView.SealClaimPolicy.LOCAL));
    assertThat(get(platforms.isBound(platform, enterprise))).isFalse();
    publish(
        "platform-bound.v1",
        Map.of(
            "platformId",
            platform,
            "enterpriseId",
            enterprise,
            "personId",
            UUID.randomUUID(),
            "certificateId",
            UUID.randomUUID()));
    assertThat(get(platforms.isBound(platform, enterprise))).isTrue();
  }

  @Test
  void anEnterpriseIsFoundByItsCode() {
    var enterprises = new Enterprises(database);
    UUID id = UUID.randomUUID();
    publish(
        "enterprise-certified.v1",
        Map.of(
            "enterpriseId", id, "name", "某某公司", "uscc", "914403001922038216", "region", "440300"));
    var expected = new EnterpriseView(id, "某某公司", "914403001922038216", "440300");
    assertThat(get(enterprises.find(id))).isEqualTo(expected);
    assertThat(get(enterprises.findByUscc("914403001922038216"))).isEqualTo(expected);
  }

  @Test
  void theUnknownIsPassedOverAndTheIncompleteSetAside() {
    publish("something-new.v1", Map.of("any", "thing"));
    publish("person-registered.v1", Map.of("personId", UUID.randomUUID(), "added", "later"));
    assertThatThrownBy(() -> publish("person-registered.v1", Map.of("other", 1)))
        .isInstanceOf(PoisonEventException.class)
        .hasMessageContaining("personId");
  }

  private static void publish(String type, Map<String, ?> data) {
    feed(
        new Event(
            UUID.randomUUID(),
            "urn:bidseal:identity-service",
            "org.bidseal.identity." + type,
            "subject",
            NOW,
            null,
            EventCodec.data(data)));
  }

  private static void feed(Event event) {
    new IdentityFeed(database).on(event).block(LIMIT);
  }

  private static <T> T get(Mono<T> read) {
    return read.blockOptional(LIMIT).orElseThrow();
  }
}
