package org.bidseal.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.signing.testkit.SigningServiceTest;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DocumentTest extends SigningServiceTest {
  private static final Path CORPUS = Path.of("src/test/resources/corpus");

  @Test
  void anUploadIsDescribedAndComesBackUnchanged() {
    JsonNode document = ok(uploading(platform, read(PDF), "投标函.pdf"), 201);

    assertThat(document.path("pages").asInt()).isEqualTo(1);
    assertThat(document.path("size").asInt()).isEqualTo(read(PDF).length);
    assertThat(document.path("sm3").asString()).isEqualTo(Sm3Hash.of(read(PDF)).hex());
    get(platform, "/documents/" + id(document, "documentId") + "/content")
        .expectStatus()
        .isOk()
        .expectBody(byte[].class)
        .isEqualTo(read(PDF));
  }

  @Test
  void aDocumentOfAnotherPlatformDoesNotExist() {
    UUID documentId = upload();
    String other = Tokens.platform(UUID.randomUUID());

    problem(get(other, "/documents/" + documentId + "/content"), 404, "not-found");
    problem(post(other, "/tasks", newTask(documentId, bidder())), 404, "not-found");
  }

  @Test
  void whatCannotBeSignedIsRefused() {
    byte[] text = "%PNG not a pdf".getBytes(StandardCharsets.US_ASCII);
    problem(uploading(platform, text, "a.pdf"), 415, "not-a-pdf");
    byte[] truncated = "%PDF-1.7 and nothing else".getBytes(StandardCharsets.US_ASCII);
    problem(uploading(platform, truncated, "a.pdf"), 422, "document-damaged");
    byte[] encrypted = read(CORPUS.resolve("pdf-dss/encrypted.pdf"));
    problem(uploading(platform, encrypted, "a.pdf"), 422, "document-encrypted");
    byte[] certified = read(CORPUS.resolve("pdf-dss/certified-no-change-permitted.pdf"));
    problem(uploading(platform, certified, "a.pdf"), 422, "document-forbids-signatures");
  }

  @Test
  void aSealMustLieOnItsPage() {
    UUID documentId = upload();
    for (Map<String, ?> placement :
        List.of(
            Map.of("page", 2, "xMm", 10, "yMm", 10, "sealType", "COMPANY"),
            Map.of("page", 1, "xMm", 500, "yMm", 10, "sealType", "COMPANY"))) {
      problem(
          post(
              platform,
              "/tasks",
              Map.of(
                  "documentId",
                  documentId,
                  "title",
                  "x",
                  "signatories",
                  List.of(
                      Map.of(
                          "enterpriseId", UUID.randomUUID(), "placements", List.of(placement))))),
          422,
          "placement-off-page");
    }
  }
}
