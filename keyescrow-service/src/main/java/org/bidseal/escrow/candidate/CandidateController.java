package org.bidseal.escrow.candidate;

import java.util.UUID;
import org.bidseal.websecurity.Person;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

@RestController
class CandidateController {
  private final Candidates candidates;

  CandidateController(Candidates candidates) {
    this.candidates = candidates;
  }

  /// The phones that may hold a backup of the owner's key.
  @GetMapping("/api/escrow/v1/candidates")
  Flux<Candidate> list(Person person, @RequestParam UUID keyId) {
    return candidates.of(person.personId(), keyId);
  }
}
