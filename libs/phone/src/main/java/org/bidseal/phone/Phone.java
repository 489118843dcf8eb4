package org.bidseal.phone;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.bidseal.phone.http.ApiClient;
import org.bidseal.phone.http.Gateway;
import org.bidseal.phone.http.Patience;
import org.bidseal.phone.http.Tokens;
import org.bidseal.phone.key.PinMask;
import org.bidseal.phone.key.RandomIds;
import org.bidseal.phone.key.SplitKeyClient;
import org.bidseal.smcrypto.device.DeviceKeyStatement;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One phone: a device of one person, with keys of its own. Not safe for several threads, as a
/// person has two thumbs and one phone.
public final class Phone {
  private final Gateway gateway;
  private final String name;
  private final UUID deviceId;
  private final UUID personId;
  private final PhoneParts parts;
  private final Committee committee;

  private Phone(Gateway gateway, String name, UUID deviceId, UUID personId, PhoneParts parts) {
    this.gateway = gateway;
    this.name = name;
    this.deviceId = deviceId;
    this.personId = personId;
    this.parts = parts;
    this.committee = new Committee(parts);
  }

  /// Unpacks a new phone and logs in by text message; the first login of a number registers it.
  ///
  /// @param name what the person calls the device
  /// @param mobile eleven digits
  public static Phone login(
      Gateway gateway, String name, String mobile, SmsInbox inbox, PinMask mask) {
    UUID deviceId = RandomIds.next(gateway.random());
    ApiClient anonymous = gateway.anonymous();
    Sm2KeyPair deviceKey = Sm2KeyPair.generate(gateway.random());
    Map<String, Object> device = device(gateway, name, mobile, deviceId, deviceKey);
    Sm2KeyPair transportKey = Sm2KeyPair.generate(gateway.random());
    gateway.witness().learns("device key of " + name, bytes(deviceKey));
    gateway.witness().learns("transport key of " + name, bytes(transportKey));
    JsonNode session = openSession(anonymous, mobile, inbox, device);
    FirstThen grants = new FirstThen(session, () -> openSession(anonymous, mobile, inbox, device));
    ApiClient api = gateway.as(new Tokens(grants::next, gateway.clock()));
    PhoneParts parts =
        new PhoneParts(
            api,
            deviceId,
            new SplitKeyClient(api, deviceId, mask, gateway.random(), gateway.witness()),
            transportKey,
            deviceKey,
            new KeyRing(),
            new TrustStore(anonymous, gateway.clock()),
            new ChosenRecipients(),
            new Patience(gateway.clock()),
            gateway.random());
    UUID personId = UUID.fromString(session.path("personId").asString());
    return new Phone(gateway, name, deviceId, personId, parts);
  }

  private static byte[] bytes(Sm2KeyPair pair) {
    return pair.exposePrivateKey().exposeBytes();
  }

  /// What registers the device with its own key, which it proves to have.
  private static Map<String, Object> device(
      Gateway gateway, String name, String mobile, UUID deviceId, Sm2KeyPair key) {
    Map<String, Object> registered =
        new LinkedHashMap<>(
            SignatureJson.of(
                new DeviceKeyStatement(deviceId, mobile, key.publicKey())
                    .sign(key, gateway.random())));
    registered.put("publicKey", key.publicKey().hex());
    return Map.of("deviceId", deviceId, "name", name, "key", registered);
  }

  private static JsonNode openSession(
      ApiClient anonymous, String mobile, SmsInbox inbox, Map<String, Object> device) {
    anonymous.post("/api/identity/v1/sms-codes", Map.of("mobile", mobile, "purpose", "LOGIN"));
    return anonymous.post(
        "/api/identity/v1/sessions",
        Map.of("mobile", mobile, "code", inbox.newestCode(mobile), "device", device));
  }

  /// Real name, enterprises.
  public Identity identity() {
    return new Identity(parts);
  }

  /// Keys and certificates.
  public Certificates certificates() {
    return new Certificates(parts);
  }

  /// Scanned codes.
  public Sessions sessions() {
    return new Sessions(parts);
  }

  /// Seal impressions and seals.
  public Seals seals() {
    return new Seals(parts);
  }

  /// Documents to sign.
  public Documents documents() {
    return new Documents(parts);
  }

  /// Bids to seal and to open.
  public Bids bids() {
    return new Bids(parts);
  }

  /// Reports of what went wrong, signed by this phone.
  public Reports reports() {
    return new Reports(parts, personId, gateway.clock());
  }

  /// Sealed bids to take back or to confirm.
  public Acts acts() {
    return new Acts(parts);
  }

  /// Which sealed bids need a key, before something ends.
  public OpenBids openBids() {
    return new OpenBids(parts, personId);
  }

  /// Backups of keys.
  public Backups backups() {
    return new Backups(parts);
  }

  /// Keys that come back from their backups.
  public Recoveries recoveries() {
    return new Recoveries(parts, personId);
  }

  /// Backups in pieces.
  public QuorumBackups quorumBackups() {
    return new QuorumBackups(parts);
  }

  /// Event locks of whose committees its person is a member.
  public Committee committee() {
    return committee;
  }

  /// The keys on this phone.
  public KeyRing keyRing() {
    return parts.keyRing();
  }

  /// The split-key protocol, for whoever must call it step by step.
  public SplitKeyClient splitKeys() {
    return parts.splitKeys();
  }

  public UUID deviceId() {
    return deviceId;
  }

  public UUID personId() {
    return personId;
  }

  public Gateway gateway() {
    return gateway;
  }

  @Override
  public String toString() {
    return name;
  }

  /// The grant that the login brought, then new ones.
  private static final class FirstThen {
    private final Supplier<JsonNode> then;
    private @Nullable JsonNode first;

    FirstThen(JsonNode first, Supplier<JsonNode> then) {
      this.first = first;
      this.then = then;
    }

    JsonNode next() {
      JsonNode grant = first;
      first = null;
      return grant == null ? then.get() : grant;
    }
  }
}
