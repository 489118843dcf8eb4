package org.bidseal.seals;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.bidseal.identityview.KnownIdentity;
import org.bidseal.keywrapping.rotation.Rewrapping;
import org.bidseal.keywrapping.rotation.WrappedColumn;
import org.bidseal.keywrapping.rotation.WrappedColumnsContract;
import org.bidseal.problem.ProblemTypesContract;
import org.bidseal.seals.ses.SesSeal;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.testsupport.ArchitectureRules;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.Capability;
import org.bidseal.testsupport.GoldenEvents;
import org.bidseal.testsupport.OpenApiContract;
import org.bidseal.testsupport.PublishedEvents;
import org.bidseal.testsupport.ServiceTest;
import org.bidseal.testsupport.Tokens;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest(database = "seals", client = "seal-service")
@Import(KnownIdentity.class)
final class SealApiTest implements WrappedColumnsContract {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Neighbours NEIGHBOURS = Neighbours.start();

  @Autowired private WebTestClient client;
  @Autowired private KnownIdentity identity;
  @Autowired private SecureRandom random;
  @Autowired private DatabaseClient database;
  @Autowired private Rewrapping rewrapping;

  private final UUID enterpriseId = UUID.randomUUID();
  private final UUID person = Tokens.newPerson();
  private Sm2KeyPair key = Sm2KeyPair.generate(new SecureRandom());
  private UUID certificate = new UUID(0, 0);

  @Override
  public DatabaseClient database() {
    return database;
  }

  @Override
  public List<WrappedColumn> registered() {
    return rewrapping.columns();
  }

  @Override
  public Set<String> noSecrets() {
    return Set.of("picture", "ses_seal");
  }

  @AfterAll
  static void stop() {
    NEIGHBOURS.stop();
  }

  @DynamicPropertySource
  static void urls(DynamicPropertyRegistry properties) {
    properties.add("bidseal.services.crypto-service.url", NEIGHBOURS::url);
    properties.add("bidseal.services.identity-service.url", NEIGHBOURS::url);
  }

  @BeforeEach
  void aMemberWithACertificate() {
    key = Sm2KeyPair.generate(random);
    identity.member(person, enterpriseId);
    certificate = identity.signingCertificate(person, enterpriseId, key);
  }

  @Test
  @Capability("SEAL-007")
  void anImpressionIsSignedReviewedMadeIntoASealAndClaimed() throws IOException {
    JsonNode draft = ok(upload(picture("png")));
    UUID impression = UUID.fromString(draft.path("impressionId").asString());
    assertThat(draft.path("state").asString()).isEqualTo("DRAFT");
    assertThat(NEIGHBOURS.expected()).contains(draft.path("e").asString());

    problem(sign(impression, key.signMessage(new byte[] {1}, random)), 403, "signature-invalid");
    byte[] statement = Base64.getDecoder().decode(draft.path("statement").asString());
    ok(sign(impression, key.signMessage(statement, random)));
    problem(sign(impression, key.signMessage(statement, random)), 409, "impression-not-signable");

    String reviewer = Tokens.staff("seal-reviewer");
    JsonNode waiting = ok(exchange(HttpMethod.GET, reviewer, "/impressions?state=SUBMITTED", null));
    assertThat(waiting)
        .anySatisfy(
            it -> assertThat(it.path("impressionId").asString()).isEqualTo(impression.toString()));
    JsonNode approved =
        ok(exchange(HttpMethod.POST, reviewer, "/impressions/" + impression + "/approval", null));
    UUID seal = UUID.fromString(approved.path("sealId").asString());
    problem(
        exchange(HttpMethod.POST, reviewer, "/impressions/" + impression + "/approval", null),
        409,
        "impression-not-reviewable");

    SesSeal made = sesSeal(seal);
    assertThat(made.signatureIsGood()).isTrue();
    assertThat(made.info().name()).isEqualTo("某某公司公章");
    assertThat(made.info().signerCertificates()).hasSize(1);
    assertThat(made.info().picture().widthMm()).isEqualTo(40);

    problem(reserve(seal), 409, "seal-not-usable");
    assertThat(
            ok(request(HttpMethod.POST, "/seals/" + seal + "/claim", null))
                .path("state")
                .asString())
        .isEqualTo("CLAIMED");

    JsonNode use = ok(reserve(seal));
    assertThat(use.path("sesSeal").asString()).isNotBlank();
    String useId = use.path("useId").asString();
    assertThat(ok(settle(useId, "release")).path("state").asString()).isEqualTo("RELEASED");
    problem(settle(useId, "confirmation"), 409, "use-decided");
    String second = ok(reserve(seal)).path("useId").asString();
    assertThat(ok(settle(second, "confirmation")).path("state").asString()).isEqualTo("CONFIRMED");
  }

  /// Every event that the service publishes, against its golden file.
  @Test
  void aSealsLifeIsToldInItsGoldenForm() throws IOException {
    JsonNode draft = ok(upload(picture("png")));
    UUID impression = UUID.fromString(draft.path("impressionId").asString());
    byte[] statement = Base64.getDecoder().decode(draft.path("statement").asString());
    ok(sign(impression, key.signMessage(statement, random)));
    String approval = "/impressions/" + impression + "/approval";
    JsonNode approved =
        ok(exchange(HttpMethod.POST, Tokens.staff("seal-reviewer"), approval, null));
    UUID seal = UUID.fromString(approved.path("sealId").asString());
    ok(request(HttpMethod.POST, "/seals/" + seal + "/claim", null));
    ok(settle(ok(reserve(seal)).path("useId").asString(), "confirmation"));

    told(impression, "impression-submitted");
    told(seal, "seal-approved", "seal-claimed", "seal-used");
  }

  private static void told(UUID subject, String... names) {
    List<String> types =
        List.of(names).stream().map(name -> "org.bidseal.seal." + name + ".v1").toList();
    Awaiting.untilAsserted(() ->
        assertThat(PublishedEvents.about("bidseal.seal", subject))
            .extracting(event -> event.path("type").asString())
            .containsExactlyElementsOf(types));
    PublishedEvents.about("bidseal.seal", subject).forEach(event -> GoldenEvents.verify(event));
  }

  @Test
  void aReviewerSaysNoAndTheUploaderReadsWhy() throws IOException {
    JsonNode draft = ok(upload(picture("jpg")));
    String impression = draft.path("impressionId").asString();
    byte[] statement = Base64.getDecoder().decode(draft.path("statement").asString());
    ok(sign(UUID.fromString(impression), key.signMessage(statement, random)));
    ok(
        exchange(
            HttpMethod.POST,
            Tokens.staff("seal-reviewer"),
            "/impressions/" + impression + "/rejection",
            Map.of("reason", "blurred")));
    JsonNode seen = ok(request(HttpMethod.GET, "/impressions/" + impression, null));
    assertThat(seen.path("state").asString()).isEqualTo("REJECTED");
    assertThat(seen.path("reason").asString()).isEqualTo("blurred");
  }

  @Test
  void strangersSeeNothing() throws IOException {
    String impression = ok(upload(picture("png"))).path("impressionId").asString();
    String stranger = Tokens.person(Tokens.newPerson());
    problem(
        exchange(HttpMethod.GET, stranger, "/impressions/" + impression, null), 404, "not-found");
    problem(
        exchange(HttpMethod.GET, stranger, "/impressions/" + impression + "/picture", null),
        404,
        "not-found");
    assertThat(
            ok(
                exchange(
                    HttpMethod.GET, stranger, "/impressions?enterpriseId=" + enterpriseId, null)))
        .isEmpty();
    problem(
        exchange(HttpMethod.POST, stranger, "/impressions", uploadBody(picture("png"))),
        404,
        "not-found");
    problem(
        exchange(HttpMethod.POST, stranger, "/impressions/" + impression + "/approval", null),
        403,
        "forbidden");
  }

  @Test
  @Capability("SEAL-002")
  void badPicturesAndMissingConsentAreRefused() throws IOException {
    problem(upload(new byte[] {1, 2, 3}), 400, "picture-unreadable");
    problem(
        upload(Arrays.copyOf(picture("png"), 1_600_000)),
        400,
        "validation-failed",
        "picture-unreadable");
    Map<String, Object> body = new HashMap<>(uploadBody(picture("png")));
    body.put("agreementAccepted", false);
    problem(request(HttpMethod.POST, "/impressions", body), 400, "validation-failed");
  }

  @Test
  void theContractIsCommitted() {
    OpenApiContract.verify(client, "/api/seals/v1/openapi.json", Path.of("openapi.json"));
  }

  @Test
  void problemsSpeakTwoLanguagesAndTheArchitectureHolds() {
    ProblemTypesContract.check(SealProblem.class);
    ArchitectureRules.verify("org.bidseal.seals");
  }

  private SesSeal sesSeal(UUID seal) {
    return SesSeal.read(
        Base64.getDecoder()
            .decode(
                ok(request(HttpMethod.GET, "/seals/" + seal + "/data", null))
                    .path("sesSeal")
                    .asString()));
  }

  private Answer upload(byte[] picture) {
    return request(HttpMethod.POST, "/impressions", uploadBody(picture));
  }

  private Map<String, Object> uploadBody(byte[] picture) {
    return Map.of(
        "enterpriseId",
        enterpriseId,
        "sealType",
        "COMPANY",
        "name",
        "某某公司公章",
        "shape",
        "ROUND",
        "widthMm",
        40,
        "heightMm",
        40,
        "picture",
        Base64.getEncoder().encodeToString(picture),
        "certificateId",
        certificate,
        "agreementAccepted",
        true);
  }

  private Answer sign(UUID impression, Sm2Signature signature) {
    return request(
        HttpMethod.PUT,
        "/impressions/" + impression + "/signature",
        Map.of("r", hex(signature.r()), "s", hex(signature.s())));
  }

  private Answer reserve(UUID seal) {
    return internal(
        "/internal/seals/v1/seals/" + seal + "/uses",
        Map.of("taskId", UUID.randomUUID(), "sessionId", UUID.randomUUID()));
  }

  private Answer settle(String useId, String how) {
    return internal("/internal/seals/v1/uses/" + useId + "/" + how, null);
  }

  private static String hex(BigInteger number) {
    return Hex.encode(BigIntegers.asUnsignedByteArray(32, number));
  }

  private static byte[] picture(String format) throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    image.createGraphics().setColor(Color.RED);
    image.setRGB(32, 32, Color.RED.getRGB());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  private record Answer(int status, JsonNode body) {}

  private static JsonNode ok(Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isBetween(200, 299);
    return answer.body();
  }

  private static void problem(Answer answer, int status, String... slugs) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
    String type = answer.body().path("type").asString();
    assertThat(List.of(slugs)).contains(type.substring(type.lastIndexOf('/') + 1));
  }

  private Answer request(HttpMethod method, String path, @Nullable Map<String, ?> body) {
    return exchange(method, Tokens.person(person), path, body);
  }

  private Answer exchange(
      HttpMethod method, String token, String path, @Nullable Map<String, ?> body) {
    return send(method, "/api/seals/v1" + path, token, null, body);
  }

  private Answer internal(String path, @Nullable Map<String, ?> body) {
    return send(HttpMethod.POST, path, Tokens.service("signing-service"), person, body);
  }

  private Answer send(
      HttpMethod method,
      String path,
      String token,
      @Nullable UUID onBehalfOf,
      @Nullable Map<String, ?> body) {
    var request =
        client
            .method(method)
            .uri(path)
            .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
            .header("Idempotency-Key", UUID.randomUUID().toString());
    if (onBehalfOf != null) {
      request.header("X-Bidseal-Person", onBehalfOf.toString());
    }
    if (body != null) {
      request.bodyValue(body);
    }
    var result = request.exchange().expectBody().returnResult();
    byte[] content = result.getResponseBody();
    return new Answer(
        result.getStatus().value(),
        content == null ? JSON.createObjectNode() : JSON.readTree(content));
  }
}
