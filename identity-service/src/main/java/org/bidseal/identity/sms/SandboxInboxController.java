package org.bidseal.identity.sms;

import org.bidseal.identity.sms.SandboxSmsGateway.Received;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.SandboxAdapter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Shows the messages of the sandbox gateway. Exists only with it.
@RestController
@ConditionalOnProperty(name = "bidseal.identity.sms.adapter", havingValue = "sandbox")
class SandboxInboxController implements SandboxAdapter {

  private final SandboxSmsGateway gateway;

  SandboxInboxController(SandboxSmsGateway gateway) {
    this.gateway = gateway;
  }

  @GetMapping("/api/identity/v1/sandbox/sms-inbox/{mobile}")
  Flux<Received> inbox(@PathVariable String mobile) {
    return Mono.justOrEmpty(Mobile.parse(mobile))
        .switchIfEmpty(
            Mono.error(
                () -> new ProblemException(CommonProblem.NOT_FOUND, "No such mobile number")))
        .flatMapMany(gateway::inbox);
  }
}
