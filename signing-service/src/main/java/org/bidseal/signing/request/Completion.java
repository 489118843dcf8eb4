package org.bidseal.signing.request;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.UUID;
import org.bidseal.database.DatabaseClock;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.signing.Bytes;
import org.bidseal.signing.SigningProblem;
import org.bidseal.signing.cms.DetachedSignature;
import org.bidseal.signing.pdf.PdfSigning;
import org.bidseal.signing.request.SigningRequest.Failed;
import org.bidseal.signing.request.SigningRequest.Preparation;
import org.bidseal.signing.request.SigningRequest.Prepared;
import org.bidseal.signing.request.SigningRequest.RequestFacts;
import org.bidseal.signing.request.SigningRequest.Reserving;
import org.bidseal.signing.request.SigningRequest.Signed;
import org.bidseal.signing.request.SigningRequestView.SignatureValue;
import org.bidseal.signing.seal.SealDuties;
import org.bidseal.signing.store.FileStore;
import org.bidseal.signing.task.SigningTask;
import org.bidseal.signing.task.TaskFacts.Revision;
import org.bidseal.signing.task.TaskView;
import org.bidseal.signing.task.Tasks;
import org.bidseal.signing.timestamp.Timestamps;
import org.bidseal.signing.trust.TrustAnchors;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.websecurity.Person;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Finishes a signature: verifies the value, timestamps and embeds it, and writes down that the
/// document is signed.
///
/// A refusal (a wrong value, a certificate revoked meanwhile, a document that does not take the
/// signature) ends the request. What only fails for now (identity-service or the database away)
/// leaves it open: the phone may send the same value again.
@Component
final class Completion {
  private final Tasks tasks;
  private final SigningRequestRepository requests;
  private final Signer signer;
  private final TrustAnchors anchors;
  private final Timestamps timestamps;
  private final SigningEvents events;
  private final SealDuties duties;
  private final Failures failures;
  private final DocumentPreparation documents;
  private final FileStore files;
  private final CryptoScheduler cpu;
  private final IdempotentWrites writes;
  private final DatabaseClock clock;
  private final MeterRegistry meters;

  Completion(
      Tasks tasks,
      SigningRequestRepository requests,
      Signer signer,
      TrustAnchors anchors,
      Timestamps timestamps,
      SigningEvents events,
      SealDuties duties,
      Failures failures,
      DocumentPreparation documents,
      FileStore files,
      CryptoScheduler cpu,
      IdempotentWrites writes,
      DatabaseClock clock,
      MeterRegistry meters) {
    this.tasks = tasks;
    this.requests = requests;
    this.signer = signer;
    this.anchors = anchors;
    this.timestamps = timestamps;
    this.events = events;
    this.duties = duties;
    this.failures = failures;
    this.documents = documents;
    this.files = files;
    this.cpu = cpu;
    this.writes = writes;
    this.clock = clock;
    this.meters = meters;
  }

  Mono<ResponseEntity<TaskView>> complete(
      IdempotencyKey key, Person person, UUID taskId, UUID requestId, SignatureValue value) {
    return tasks
        .get(taskId, person)
        .flatMap(task ->
            requests
                .find(requestId, taskId, person.personId())
                .switchIfEmpty(Mono.error(Completion::notFound))
                .flatMap(request -> complete(key, task, request, value)));
  }

  private Mono<ResponseEntity<TaskView>> complete(
      IdempotencyKey key, SigningTask task, SigningRequest request, SignatureValue value) {
    return switch (request) {
      case Prepared prepared -> finish(key, prepared, value);
      case Signed _ -> writes.once(key, value, TaskView.class, Mono.just(TaskView.of(task)));
      case Reserving _, Failed _ -> Mono.error(SigningRequests.notOpen());
    };
  }

  private Mono<ResponseEntity<TaskView>> finish(
      IdempotencyKey key, Prepared request, SignatureValue value) {
    RequestFacts facts = request.facts();
    return checked(request, value)
        .flatMap(signature -> signedRevision(request.preparation(), signature))
        .flatMap(revision ->
            writes.once(key, value, TaskView.class, adopt(facts, revision).map(TaskView::of)))
        .flatMap(answer -> done(facts, request.preparation()).thenReturn(answer))
        .onErrorResume(ProblemException.class, e -> isFinal(e) ? fail(facts, e) : Mono.error(e));
  }

  private Mono<Sm2Signature> checked(Prepared request, SignatureValue value) {
    RequestFacts facts = request.facts();
    return clock
        .now()
        .filter(now -> now.isBefore(facts.expiresAt()))
        .switchIfEmpty(Mono.error(SigningRequests::notOpen))
        .flatMap(
            now -> signer.check(facts.personId(), facts.enterpriseId(), facts.certificateId(), now))
        .flatMap(_ -> cpu.run(() -> verified(request.preparation(), value)));
  }

  private static Sm2Signature verified(Preparation preparation, SignatureValue value) {
    Sm2Signature signature;
    try {
      signature = Sm2Signature.ofHex(value.r(), value.s());
    } catch (IllegalArgumentException outOfRange) {
      throw invalid();
    }
    X509Certificate certificate = certificate(preparation);
    if (!Sm2Verifier.verify(Sm2Certificates.publicKey(certificate), preparation.e(), signature)) {
      throw invalid();
    }
    return signature;
  }

  private Mono<Revision> signedRevision(Preparation preparation, Sm2Signature signature) {
    X509Certificate certificate = certificate(preparation);
    return anchors
        .current()
        .map(trust -> trust.issuersOf(certificate))
        .zipWith(timestamps.token(Sm3Hash.of(signature.der())))
        .flatMap(both ->
            cpu.run(() -> embed(preparation, certificate, both.getT1(), signature, both.getT2()))
                .onErrorMap(
                    e -> e instanceof IOException || e instanceof IllegalArgumentException,
                    Completion::notEmbedded));
  }

  private Revision embed(
      Preparation preparation,
      X509Certificate certificate,
      List<X509Certificate> chain,
      Sm2Signature signature,
      Bytes token)
      throws IOException {
    Bytes cms =
        DetachedSignature.assemble(preparation.attributes(), certificate, chain, signature, token);
    String name = files.newName();
    PdfSigning.embed(
        files.path(preparation.file()), preparation.byteRange(), cms, files.path(name));
    return new Revision(name, files.describe(name).sm3().hex());
  }

  private Mono<SigningTask> adopt(RequestFacts facts, Revision revision) {
    return tasks
        .lock(facts.taskId())
        .ofType(SigningTask.Prepared.class)
        .filter(task -> task.requestId().equals(facts.requestId()))
        .switchIfEmpty(Mono.error(SigningRequests::notOpen))
        .zipWith(requests.find(facts.requestId()).ofType(Prepared.class))
        .zipWith(clock.now())
        .flatMap(all -> {
          Prepared request = all.getT1().getT2();
          SigningTask next =
              all.getT1()
                  .getT1()
                  .signed(
                      facts.enterpriseId(),
                      request.preparation().sealType(),
                      revision,
                      all.getT2());
          return requests
              .signed(request.signed())
              .then(
                  tasks.saveSigned(
                      next,
                      facts.enterpriseId(),
                      request.preparation().sealType(),
                      facts.requestId()))
              .then(duties.oweConfirmation(facts.requestId()))
              .then(events.signed(facts, next, revision, all.getT2()))
              .thenReturn(next);
        });
  }

  private Mono<Void> done(RequestFacts facts, Preparation preparation) {
    meters.counter(Failures.COUNTER, "result", "signed").increment();
    return duties.settle(facts.requestId()).then(documents.discard(preparation.file()));
  }

  private <T> Mono<T> fail(RequestFacts facts, ProblemException e) {
    return failures.fail(facts.taskId(), facts.requestId(), e.type().name()).then(Mono.error(e));
  }

  private static boolean isFinal(ProblemException e) {
    return e.type() instanceof SigningProblem;
  }

  private static X509Certificate certificate(Preparation preparation) {
    return Sm2Certificates.parse(preparation.certificate().toArray());
  }

  private static ProblemException invalid() {
    return new ProblemException(
        SigningProblem.SIGNATURE_INVALID,
        "It is not a signature of e under the certificate's public key.");
  }

  private static Throwable notEmbedded(Throwable e) {
    return new ProblemException(
        SigningProblem.SIGNING_FAILED, "The signature could not be put into the document.", e);
  }

  private static ProblemException notFound() {
    return new ProblemException(CommonProblem.NOT_FOUND, "There is no such signing request.");
  }
}
