package org.bidseal.crypto.testkit;

import java.util.Map;
import java.util.UUID;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.testsupport.Tokens;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/// Holdings that keyescrow-service asks for, once a phone has opened a backup or a recovered half.
public final class OpenedBackups {
  private OpenedBackups() {}

  /// A phone that has opened a backup of the owner's half, with its holding: a colleague's, or the
  /// owner's new one.
  public static TestPhone open(
      WebTestClient http, TestPhone owner, UUID backupId, UUID person, UUID device) {
    JsonNode given =
        TestPhone.json(ask(http, owner, owner.backupBody(backupId, person, device)), 201);
    return owner.onOtherDevice(person, device, Token.ofHex(given.path("token").asString()));
  }

  /// As keyescrow-service asks.
  public static WebTestClient.ResponseSpec ask(
      WebTestClient http, TestPhone owner, Map<String, Object> body) {
    return TestPhone.post(
        http,
        Tokens.service("keyescrow-service"),
        "/internal/crypto/v1/keys/" + owner.keyId() + "/holdings",
        body);
  }
}
