package org.bidseal.signing.request;

import java.security.cert.X509Certificate;
import java.util.List;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.signing.SigningProblem;
import org.bidseal.signing.cms.SignedAttributes;
import org.bidseal.signing.document.Document;
import org.bidseal.signing.document.Documents;
import org.bidseal.signing.pdf.PdfSigning;
import org.bidseal.signing.pdf.Placement;
import org.bidseal.signing.pdf.PreparedPdf;
import org.bidseal.signing.request.Signer.Usable;
import org.bidseal.signing.request.SigningRequest.Preparation;
import org.bidseal.signing.request.SigningRequest.RequestFacts;
import org.bidseal.signing.seal.ReservedSeal;
import org.bidseal.signing.seal.SealUses;
import org.bidseal.signing.store.FileStore;
import org.bidseal.signing.task.PlannedSeal;
import org.bidseal.signing.task.Signatory;
import org.bidseal.signing.task.TaskFacts;
import org.bidseal.signingexpectations.ExpectedDigest;
import org.bidseal.signingexpectations.Purpose;
import org.bidseal.signingexpectations.SigningExpectations;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Makes seal, document and digest ready for a signature.
@Component
final class DocumentPreparation {
  private static final Logger log = LoggerFactory.getLogger(DocumentPreparation.class);

  private final Documents documents;
  private final SealUses uses;
  private final SigningExpectations expectations;
  private final FileStore files;
  private final CryptoScheduler cpu;

  DocumentPreparation(
      Documents documents,
      SealUses uses,
      SigningExpectations expectations,
      FileStore files,
      CryptoScheduler cpu) {
    this.documents = documents;
    this.uses = uses;
    this.expectations = expectations;
    this.files = files;
    this.cpu = cpu;
  }

  Mono<Preparation> prepare(
      RequestFacts facts, TaskFacts task, Signatory signatory, Usable usable) {
    return uses.reserve(
            facts.requestId(), facts.personId(), facts.sealId(), facts.taskId(), facts.sessionId())
        .zipWith(newestRevision(task))
        .flatMap(both ->
            cpu.run(() -> prepare(facts, task, signatory, usable, both.getT1(), both.getT2())))
        .flatMap(preparation ->
            expectations
                .register(expected(facts, preparation))
                .thenReturn(preparation)
                .onErrorResume(e -> discard(preparation.file()).then(Mono.error(e))));
  }

  private static ExpectedDigest expected(RequestFacts facts, Preparation preparation) {
    return new ExpectedDigest(
        facts.sessionId(),
        facts.personId(),
        preparation.keyId(),
        preparation.e(),
        Purpose.DOCUMENT,
        facts.expiresAt());
  }

  /// A repetition that lost the race has prepared a file that nobody needs.
  <T> Mono<ResponseEntity<T>> discardIfReplayed(ResponseEntity<T> answer, Preparation preparation) {
    return answer.getHeaders().containsHeader("Idempotency-Replayed")
        ? discard(preparation.file()).thenReturn(answer)
        : Mono.just(answer);
  }

  /// Removes a file that is no longer needed; one that cannot be removed is only a waste.
  Mono<Void> discard(String file) {
    return files
        .delete(file)
        .onErrorResume(e -> {
          log.warn("A file stays behind", e);
          return Mono.empty();
        });
  }

  private Mono<String> newestRevision(TaskFacts task) {
    return task.revision() == null
        ? documents.get(task.documentId()).map(Document::file)
        : Mono.just(task.revision().file());
  }

  private Preparation prepare(
      RequestFacts facts,
      TaskFacts task,
      Signatory signatory,
      Usable usable,
      ReservedSeal seal,
      String source) {
    List<Placement> placements =
        signatory.open(seal.sealType()).stream().map(PlannedSeal::placement).toList();
    requireFitting(seal, signatory, placements);
    X509Certificate certificate = usable.certificate();
    Point key = Sm2Certificates.publicKey(certificate);
    String target = files.newName();
    PreparedPdf pdf =
        PdfSigning.prepare(
            files.path(source),
            files.path(target),
            seal.image(),
            placements,
            new PdfSigning.Claim(
                certificate.getSubjectX500Principal().getName(),
                task.title(),
                facts.signingTime()));
    SignedAttributes attributes =
        SignedAttributes.of(certificate, pdf.digest(), facts.signingTime());
    return new Preparation(
        seal.useId(),
        seal.sealType(),
        usable.keyId(),
        usable.der(),
        target,
        pdf.byteRange(),
        pdf.digest(),
        attributes,
        attributes.e(key));
  }

  private static void requireFitting(
      ReservedSeal seal, Signatory signatory, List<Placement> placements) {
    if (!seal.enterpriseId().equals(signatory.enterpriseId())) {
      throw new ProblemException(
          SigningProblem.NOT_A_SIGNATORY, "The seal belongs to another enterprise.");
    }
    if (placements.isEmpty()) {
      throw new ProblemException(
              SigningProblem.SEAL_TYPE_MISMATCH, "Nothing is left to sign with such a seal.")
          .with("sealType", seal.sealType());
    }
  }
}
