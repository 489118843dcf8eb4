package org.bidseal.crypto.keyabuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm2Curve;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/// No endpoint that takes a point takes a bad one, and none of them costs an attempt.
class InvalidPointTest extends KeyServiceTest {
  private final UUID session = UUID.randomUUID();

  private static Map<String, String> corpus() {
    String good = randomPoint().hex();
    String x = good.substring(2, 66);
    String y = good.substring(66);
    BigInteger yNumber = new BigInteger(y, 16);
    Map<String, String> points = new LinkedHashMap<>();
    points.put("infinity, one byte", "00");
    points.put("infinity, zeros", "04" + "0".repeat(128));
    points.put("zeros of the right length", "0".repeat(130));
    points.put("compressed", (yNumber.testBit(0) ? "03" : "02") + x);
    points.put("hybrid", (yNumber.testBit(0) ? "07" : "06") + x + y);
    points.put("x and y swapped", "04" + y + x);
    points.put("y off by one", "04" + x + hex(yNumber.xor(BigInteger.ONE)));
    points.put("x = p", "04" + hex(Sm2Curve.P) + y);
    points.put("y = p", "04" + x + hex(Sm2Curve.P));
    points.put("y + p, if it fits", "04" + x + "f".repeat(64));
    points.put(
        "on P-256",
        "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
            + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");
    points.put("too short", good.substring(0, 128));
    points.put("too long", good + "00");
    points.put("empty", "");
    return points;
  }

  @Test
  void creation() {
    UUID person = UUID.randomUUID();
    DeviceShare share = DeviceShare.generate(TestPhone.RANDOM);
    corpus()
        .forEach((name, point) -> {
          Map<String, Object> body =
              TestPhone.createBody(share, UUID.randomUUID(), KeyUsage.SIGNING);
          body.put("p1", point);
          refused(name, TestPhone.post(http, Tokens.person(person), "/api/crypto/v1/keys", body));
        });
  }

  @Test
  void coSignature() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "points");
    corpus()
        .forEach((name, point) -> {
          Map<String, Object> body = phone.coSignBody(session, e);
          body.put("q1", point);
          refused(name, phone.post("co-signatures", body));
        });
    assertThat(holding(phone)).isEqualTo("ACTIVE 5");
  }

  @Test
  void coDecryption() {
    TestPhone phone = decrypter();
    UUID envelope = UUID.randomUUID();
    Point c1 = randomPoint();
    envelopes.put(envelope, new DecryptableEnvelope.Open(c1));
    corpus()
        .forEach((name, point) -> {
          Map<String, Object> body = phone.coDecryptBody(session, envelope, c1);
          body.put("t1", point);
          refused(name, phone.post("co-decryptions", body));
        });
    assertThat(holding(phone)).isEqualTo("ACTIVE 5");
  }

  @Test
  void refresh() {
    TestPhone phone = signer();
    var refresh = phone.share().refresh(TestPhone.RANDOM);
    corpus()
        .forEach((name, point) -> {
          Map<String, Object> body = phone.refreshBody(refresh);
          body.put("newP1", point);
          refused(name, phone.post("refreshes", body));
        });
    assertThat(holding(phone)).isEqualTo("ACTIVE 5");
  }

  @Test
  void badScalarsAndMissingPartsAreRefusedAtTheEdge() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "scalars");
    String order = hex(Sm2Curve.N);
    for (String bad : List.of("0".repeat(64), order, "f".repeat(64), "ab", "", "G".repeat(64))) {
      Map<String, Object> body = phone.coSignBody(session, e);
      body.put("proof", Map.of("c", bad, "z", "1".repeat(64)));
      phone.post("co-signatures", body).expectStatus().isBadRequest();
    }
    for (String field : List.of("requestId", "token", "sessionId", "e", "q1", "proof")) {
      Map<String, Object> body = phone.coSignBody(session, e);
      body.remove(field);
      phone.post("co-signatures", body).expectStatus().isBadRequest();
    }
    Map<String, Object> unknown = phone.coSignBody(session, e);
    unknown.put("generation", 1);
    phone.post("co-signatures", unknown).expectStatus().isBadRequest();
    assertThat(holding(phone)).isEqualTo("ACTIVE 5");
  }

  private static void refused(String name, WebTestClient.ResponseSpec answer) {
    JsonNode problem = TestPhone.json(answer, 400);
    assertThat(kind(problem)).as(name).isEqualTo("invalid-point");
  }

  private static String hex(BigInteger number) {
    String text = number.toString(16);
    return "0".repeat(64 - text.length()) + text;
  }
}
