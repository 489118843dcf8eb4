package org.bidseal.crypto.expectation;

import jakarta.validation.Valid;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.idempotency.NaturallyIdempotent;
import org.bidseal.websecurity.ServiceCaller;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@InRole(Role.KEY)
class ExpectationController {
  private final SigningExpectations expectations;

  ExpectationController(SigningExpectations expectations) {
    this.expectations = expectations;
  }

  /// Lets a digest be co-signed until it expires. Each purpose belongs to one service.
  @PostMapping("/internal/crypto/v1/signing-expectations")
  @NaturallyIdempotent("the same session and digest is the same expectation")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  Mono<Void> register(ServiceCaller service, @Valid @RequestBody ExpectationRequest request) {
    service.require(request.purpose().owner());
    return expectations.register(request.digest());
  }
}
