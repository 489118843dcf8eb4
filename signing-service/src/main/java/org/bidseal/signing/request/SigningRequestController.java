package org.bidseal.signing.request;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.util.UUID;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.servicedefaults.RequestDeadline;
import org.bidseal.signing.request.SigningRequestView.NewSigningRequest;
import org.bidseal.signing.request.SigningRequestView.SignatureValue;
import org.bidseal.signing.task.TaskView;
import org.bidseal.websecurity.Person;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Signing, as the phone does it.
@RestController
@RequestMapping("/api/signing/v1/tasks/{taskId}/signing-requests")
final class SigningRequestController {
  private final SigningRequests requests;
  private final Completion completion;

  SigningRequestController(SigningRequests requests, Completion completion) {
    this.requests = requests;
    this.completion = completion;
  }

  @Operation(
      summary = "Start to sign: the seal is reserved, the document prepared",
      description =
          "Have crypto-service co-sign e in the session, then put the signature within ten minutes.")
  @PostMapping
  @RequestDeadline(seconds = 120)
  Mono<ResponseEntity<SigningRequestView>> start(
      IdempotencyKey key,
      Person person,
      @PathVariable UUID taskId,
      @Valid @RequestBody NewSigningRequest wanted) {
    return requests.start(key, person, taskId, wanted);
  }

  @Operation(
      summary = "Finish: the signature is verified, timestamped and embedded",
      description = "A wrong signature ends the request and gives the seal's use back.")
  @PutMapping("/{signingRequestId}/signature")
  @RequestDeadline(seconds = 120)
  Mono<ResponseEntity<TaskView>> complete(
      IdempotencyKey key,
      Person person,
      @PathVariable UUID taskId,
      @PathVariable UUID signingRequestId,
      @Valid @RequestBody SignatureValue value) {
    return completion.complete(key, person, taskId, signingRequestId, value);
  }
}
