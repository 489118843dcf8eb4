package org.bidseal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bidseal.identity.testkit.Api.body;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.bidseal.identity.testkit.Api;
import org.bidseal.identity.testkit.ApiTest;
import org.bidseal.identity.testkit.CryptoDouble;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.membership.AdministratorTransferStatement;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.testsupport.Capability;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/// The administrator's role goes to an agent: by signature at once, by letter after a review, and
/// never past a sealed bid that the administrator was not shown.
class AdministratorTransferTest extends ApiTest {
  private static final String PHOTO = base64(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0});

  @Autowired private DatabaseClient database;

  private final CryptoDouble crypto = CryptoDouble.INSTANCE;
  private final Instant opensAt = Instant.now().plus(1, ChronoUnit.DAYS);

  /// An enterprise with its administrator, who has certificates, and an agent.
  private record Firm(
      UUID enterprise, Someone administrator, Someone agent, Applied keys, String certificate) {}

  @Test
  @Capability("ID-058")
  void theAdministratorSignsAndTheRolesAreSwappedAtOnce() {
    Firm firm = firm();
    JsonNode asked = ask(firm, firm.agent(), List.of()).expect(201);
    assertThat(asked.path("state").asString()).isEqualTo("TO_SIGN");
    assertThat(role(firm.administrator(), firm)).isEqualTo("ADMINISTRATOR");
    assertThat(Base64.getDecoder().decode(asked.path("statement").asString()))
        .isEqualTo(
            new AdministratorTransferStatement(
                    UUID.fromString(asked.path("transferId").asString()),
                    firm.enterprise(),
                    firm.administrator().personId(),
                    firm.agent().personId(),
                    List.of())
                .bytes());

    JsonNode done = sign(firm.administrator(), asked, coSign(firm, asked)).expect(200);
    assertThat(done.path("state").asString()).isEqualTo("SIGNED");
    assertThat(role(firm.administrator(), firm)).isEqualTo("AGENT");
    assertThat(role(firm.agent(), firm)).isEqualTo("ADMINISTRATOR");
    firm.administrator()
        .api()
        .get("enterprises/" + firm.enterprise() + "/join-requests")
        .expectProblem(IdentityProblem.NOT_ADMINISTRATOR);
    firm.agent().api().get("enterprises/" + firm.enterprise() + "/join-requests").expect(200);
    sign(firm.administrator(), asked, coSign(firm, asked))
        .expectProblem(IdentityProblem.WRONG_STATE);
  }

  @Test
  void onlyTheAdministratorsOwnSignatureOfThisStatementCounts() {
    Firm firm = firm();
    JsonNode asked = ask(firm, firm.agent(), List.of()).expect(201);
    JsonNode other = ask(firm, firm.agent(), List.of()).expect(201);
    Sm2Signature signature = coSign(firm, asked);
    sign(firm.administrator(), other, signature).expectProblem(IdentityProblem.SIGNATURE_INVALID);
    sign(firm.agent(), asked, signature).expect(404);
    firm.administrator()
        .api()
        .put(
            path(asked) + "/signature",
            body("r", "0".repeat(64), "s", "%064x".formatted(signature.s())))
        .expectProblem(IdentityProblem.SIGNATURE_INVALID);

    expire(asked);
    JsonNode late =
        sign(firm.administrator(), asked, signature).expectProblem(IdentityProblem.WRONG_STATE);
    assertThat(late.path("state").asString()).isEqualTo("EXPIRED");
    assertThat(role(firm.administrator(), firm)).isEqualTo("ADMINISTRATOR");

    revoke(firm);
    sign(firm.administrator(), other, coSign(firm, other))
        .expectProblem(IdentityProblem.CERTIFICATE_UNUSABLE);
  }

  @Test
  void onlyAnAgentSucceedsAndOnlyTheAdministratorAsks() {
    Firm firm = firm();
    Someone stranger = verified("王五");
    ask(firm, stranger, List.of()).expectProblem(IdentityProblem.SUCCESSOR_NOT_AGENT);
    ask(firm, firm.administrator(), List.of()).expectProblem(IdentityProblem.SUCCESSOR_NOT_AGENT);
    String transfers = "enterprises/" + firm.enterprise() + "/administrator-transfers";
    var request = request(firm, firm.agent(), List.of());
    stranger.api().post(transfers, request).expect(404);
    firm.agent().api().post(transfers, request).expectProblem(IdentityProblem.NOT_ADMINISTRATOR);
    request.put("letter", PHOTO);
    firm.administrator().api().post(transfers, request).expect(400);

    JsonNode asked = ask(firm, firm.agent(), List.of()).expect(201);
    stranger.api().get(path(asked)).expect(404);
    stranger.api().get("administrator-transfers").expect(403);
    firm.agent().api().get(path(asked)).expect(200);
    firm.agent()
        .api()
        .delete("enterprises/" + firm.enterprise() + "/members/" + firm.agent().personId())
        .expect(204);
    sign(firm.administrator(), asked, coSign(firm, asked))
        .expectProblem(IdentityProblem.SUCCESSOR_NOT_AGENT);
    assertThat(role(firm.administrator(), firm)).isEqualTo("ADMINISTRATOR");
  }

  @Test
  void ofManyTransfersAtOnceOneIsDone() {
    Firm firm = firm();
    Someone other = verified("赵六");
    join(other, firm.enterprise(), firm.administrator());
    List<JsonNode> asked =
        Stream.of(firm.agent(), other, firm.agent(), other)
            .map(successor -> ask(firm, successor, List.of()).expect(201))
            .toList();
    List<Sm2Signature> signatures = asked.stream().map(each -> coSign(firm, each)).toList();
    List<CompletableFuture<Api.Answer>> answers =
        Stream.iterate(0, i -> i + 1)
            .limit(asked.size())
            .map(i ->
                CompletableFuture.supplyAsync(
                    () -> sign(firm.administrator(), asked.get(i), signatures.get(i))))
            .toList();
    assertThat(answers.stream().map(CompletableFuture::join).map(Api.Answer::status))
        .containsExactlyInAnyOrder(200, 403, 403, 403);
    assertThat(
            database
                .sql(
                    "select count(*) from membership where enterprise_id = :id"
                        + " and role = 'ADMINISTRATOR'")
                .bind("id", firm.enterprise())
                .mapValue(Long.class)
                .one()
                .block())
        .isEqualTo(1);
    assertThat(role(firm.administrator(), firm)).isEqualTo("AGENT");
  }

  @Test
  void sealedBidsAreShownAndSignedForBeforeTheRoleGoes() {
    Firm firm = firm();
    UUID bid = crypto.sealedBid(firm.keys().encryptionKey(), opensAt);
    JsonNode refused =
        ask(firm, firm.agent(), List.of()).expectProblem(IdentityProblem.OPEN_BIDS_DEPEND);
    assertThat(refused.path("openBids").get(0).path("envelopeId").asString())
        .isEqualTo(bid.toString());
    assertThat(refused.path("neededUntil").asString())
        .isEqualTo(opensAt.plusSeconds(3600).toString());

    JsonNode asked = ask(firm, firm.agent(), List.of(bid)).expect(201);
    Sm2Signature signature = coSign(firm, asked);
    UUID later = crypto.sealedBid(firm.keys().encryptionKey(), opensAt);
    sign(firm.administrator(), asked, signature).expectProblem(IdentityProblem.OPEN_BIDS_DEPEND);
    assertThat(role(firm.administrator(), firm)).isEqualTo("ADMINISTRATOR");

    JsonNode again = ask(firm, firm.agent(), List.of(bid, later)).expect(201);
    sign(firm.administrator(), again, coSign(firm, again)).expect(200);
    // What was sealed to him stays his to open: his certificates are as they were.
    assertThat(firm.administrator().api().get("certificates").expect(200))
        .allMatch(each -> each.path("state").asString().equals("IN_FORCE"));
  }

  @Test
  void whatCannotBeAskedIsRefused() {
    Firm firm = firm();
    JsonNode asked = ask(firm, firm.agent(), List.of()).expect(201);
    crypto.cannotTellOf(firm.keys().encryptionKey());
    ask(firm, firm.agent(), List.of()).expect(503);
    sign(firm.administrator(), asked, coSign(firm, asked)).expect(503);
    assertThat(role(firm.administrator(), firm)).isEqualTo("ADMINISTRATOR");
  }

  @Test
  @Capability("ID-059")
  void withoutACertificateALetterIsReviewedFirst() {
    Someone administrator = verified("张三");
    UUID enterprise = enterpriseOf(administrator, "某某公司");
    Someone agent = verified("李四");
    join(agent, enterprise, administrator);
    String transfers = "enterprises/" + enterprise + "/administrator-transfers";
    var request = body("successorId", agent.personId(), "letter", base64(new byte[] {1}));
    administrator.api().post(transfers, request).expectProblem(IdentityProblem.UNACCEPTABLE_IMAGE);
    request.put("letter", PHOTO);
    JsonNode first = administrator.api().post(transfers, request).expect(201);
    assertThat(first.path("state").asString()).isEqualTo("SUBMITTED");
    administrator
        .api()
        .post(transfers, request)
        .expectProblem(IdentityProblem.TRANSFER_ALREADY_OPEN);
    administrator.api().post(path(first) + "/approval", null).expect(403);
    administrator.api().get(path(first) + "/letter").expect(403);

    JsonNode rejected =
        reviewer().post(path(first) + "/rejection", body("reason", "no stamp")).expect(200);
    assertThat(rejected.path("reason").asString()).isEqualTo("no stamp");
    reviewer().post(path(first) + "/approval", null).expectProblem(IdentityProblem.WRONG_STATE);
    assertThat(administrator.api().get(path(first)).expect(200).path("reason").asString())
        .isEqualTo("no stamp");

    JsonNode second = administrator.api().post(transfers, request).expect(201);
    String id = second.path("transferId").asString();
    assertThat(reviewer().get("administrator-transfers").expect(200).toString()).contains(id);
    assertThat(reviewer().get(path(second) + "/letter").expect(200).path("letter").asString())
        .isEqualTo(PHOTO);
    assertThat(roleIn(administrator, enterprise)).isEqualTo("ADMINISTRATOR");
    reviewer().post(path(second) + "/approval", null).expect(200);
    assertThat(roleIn(administrator, enterprise)).isEqualTo("AGENT");
    assertThat(roleIn(agent, enterprise)).isEqualTo("ADMINISTRATOR");
  }

  @Test
  void whoCanSignDoesNotSendALetter() {
    Firm firm = firm();
    firm.administrator()
        .api()
        .post(
            "enterprises/" + firm.enterprise() + "/administrator-transfers",
            body("successorId", firm.agent().personId(), "letter", PHOTO))
        .expectProblem(IdentityProblem.TRANSFER_TO_BE_SIGNED);
  }

  private Firm firm() {
    Someone administrator = verified("张三");
    UUID enterprise = enterpriseOf(administrator, "某某公司");
    Someone agent = verified("李四");
    join(agent, enterprise, administrator);
    Applied keys = submitted(administrator, enterprise);
    String certificate =
        downloaded(keys).path("signingCertificate").path("certificateId").asString();
    return new Firm(enterprise, administrator, agent, keys, certificate);
  }

  private static Map<String, Object> request(Firm firm, Someone successor, List<UUID> shown) {
    return body(
        "successorId",
        successor.personId(),
        "certificateId",
        firm.certificate(),
        "openBidsAcknowledged",
        shown);
  }

  private static Api.Answer ask(Firm firm, Someone successor, List<UUID> shown) {
    return firm.administrator()
        .api()
        .post(
            "enterprises/" + firm.enterprise() + "/administrator-transfers",
            request(firm, successor, shown));
  }

  private Sm2Signature coSign(Firm firm, JsonNode asked) {
    UUID signingKey = firm.keys().signingKey();
    byte[] statement = Base64.getDecoder().decode(asked.path("statement").asString());
    return crypto.coSign(
        signingKey,
        UUID.fromString(asked.path("transferId").asString()),
        Sm2Digest.of(crypto.pair(signingKey).publicKey(), statement));
  }

  private static Api.Answer sign(Someone person, JsonNode asked, Sm2Signature signature) {
    return person
        .api()
        .put(
            path(asked) + "/signature",
            body("r", "%064x".formatted(signature.r()), "s", "%064x".formatted(signature.s())));
  }

  private static String path(JsonNode transfer) {
    return "administrator-transfers/" + transfer.path("transferId").asString();
  }

  private static String role(Someone person, Firm firm) {
    return roleIn(person, firm.enterprise());
  }

  private static String roleIn(Someone person, UUID enterprise) {
    for (JsonNode each : person.api().get("me").expect(200).path("enterprises")) {
      if (each.path("enterpriseId").asString().equals(enterprise.toString())) {
        return each.path("role").asString();
      }
    }
    throw new AssertionError(person.name() + " is no member");
  }

  private void expire(JsonNode transfer) {
    database
        .sql(
            "update administrator_transfer set sign_until = clock_timestamp()"
                + " where transfer_id = :id")
        .bind("id", UUID.fromString(transfer.path("transferId").asString()))
        .then()
        .block();
  }

  private static void revoke(Firm firm) {
    String path = "certificates/" + firm.certificate();
    String serial =
        firm.administrator().api().get(path).expect(200).path("serialNumber").asString();
    firm.administrator()
        .api()
        .post(path + "/revocation", body("reason", "SUPERSEDED", "serialNumber", serial))
        .expect(200);
  }
}
