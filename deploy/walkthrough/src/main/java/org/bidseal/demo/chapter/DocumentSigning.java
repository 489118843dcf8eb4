package org.bidseal.demo.chapter;

import java.nio.file.Path;
import java.util.UUID;
import org.bidseal.demo.cast.People;
import org.bidseal.demo.cast.Stage;
import org.bidseal.demo.platform.Desk;
import org.bidseal.demo.story.Story;
import org.bidseal.demo.story.StoryException;
import tools.jackson.databind.JsonNode;

/// A PDF is sealed and signed.
final class DocumentSigning {
  private DocumentSigning() {}

  static void sign(Stage stage, People people, Desk desk, UUID seal, Path document) {
    Story story = stage.story();
    story.chapter("4  A document is signed");
    UUID task =
        story.step(
            "the platform uploads " + document.getFileName() + " and asks for a signature",
            () -> {
              JsonNode uploaded = desk.uploadDocument(document);
              return desk.createSigningTask(
                  UUID.fromString(uploaded.path("documentId").asString()), people.enterpriseId());
            });
    UUID session = desk.showSigning(task);
    JsonNode shown =
        story.step(
            "the phone scans the code and shows what it is",
            () -> people.owner().sessions().scan(desk.code(session)));
    story.note(shown.path("summary").path("titleZh").asString());
    story.step(
        "confirm, PIN, co-sign: the seal is on the page, the signature in the file",
        () -> {
          people.owner().sessions().confirm(session);
          people.owner().documents().sign(task, session, seal, people.ownerPin());
          desk.awaitEnd(session);
        });
    Path signed = stage.output().resolve("signed.pdf");
    JsonNode report =
        story.step(
            "the platform takes the signed PDF and has it verified",
            () -> {
              desk.saveSignedDocument(task, signed);
              return desk.verifySignatures(signed);
            });
    JsonNode signature = report.path("signatures").path(0);
    if (!signature.path("valid").asBoolean()) {
      throw new StoryException("the signature does not verify: " + report);
    }
    story.note(
        "valid, by %s, %s"
            .formatted(
                signature.path("signer").asString(),
                signature.path("signatureAlgorithm").asString()));
  }
}
