package org.bidseal.signing.task;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What every state of a task knows.
///
/// @param revision the newest signed revision; null before the first signature
/// @param expiresAt after this a task that nobody finished is over
public record TaskFacts(
    UUID taskId,
    UUID platformId,
    UUID documentId,
    String title,
    List<Signatory> signatories,
    @Nullable Revision revision,
    Instant createdAt,
    Instant expiresAt) {

  /// A signed revision of the document.
  ///
  /// @param file name in the file store
  /// @param sm3 over the whole file, hexadecimal
  public record Revision(String file, String sm3) {}

  /// Copies the list.
  public TaskFacts {
    signatories = List.copyOf(signatories);
  }

  /// The signatory of an enterprise.
  public Optional<Signatory> signatory(UUID enterpriseId) {
    return signatories.stream()
        .filter(signatory -> signatory.enterpriseId().equals(enterpriseId))
        .findFirst();
  }

  /// The first signatory with something left to sign.
  public Optional<Signatory> nextSignatory() {
    return signatories.stream().filter(signatory -> !signatory.done()).findFirst();
  }

  boolean done() {
    return signatories.stream().allMatch(Signatory::done);
  }

  TaskFacts signed(UUID enterpriseId, SealType type, UUID requestId, Revision newest) {
    return new TaskFacts(
        taskId,
        platformId,
        documentId,
        title,
        signatories.stream()
            .map(signatory ->
                signatory.enterpriseId().equals(enterpriseId)
                    ? signatory.signed(type, requestId)
                    : signatory)
            .toList(),
        newest,
        createdAt,
        expiresAt);
  }
}
