package org.bidseal.testsupport;

import java.nio.file.Path;
import org.bidseal.testsupport.json.JsonFiles;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Compares the API that a service describes with the committed contract beside it. A difference
/// fails the test and is listed place by place; `-Dbidseal.contract.update=true` rewrites the file.
public final class OpenApiContract {
  private static final String UPDATE = "bidseal.contract.update";

  private OpenApiContract() {}

  /// Fails unless the service says what the contract says.
  ///
  /// @param client of the running service
  /// @param path where it serves its description, such as `/api/seals/v1/openapi.json`
  /// @param committed the contract, such as `src/main/resources/openapi.json` of the module
  public static void verify(WebTestClient client, String path, Path committed) {
    byte[] body =
        client
            .get()
            .uri(path)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult()
            .getResponseBody();
    if (body == null) {
      throw new AssertionError(path + " is empty");
    }
    JsonFiles.verify(committed, normalised(JsonFiles.JSON.readTree(body)), UPDATE);
  }

  /// Without the server's address, which is another at each run.
  private static JsonNode normalised(JsonNode description) {
    if (description instanceof ObjectNode object) {
      object.remove("servers");
    }
    return description;
  }
}
