package org.bidseal.identity.person;

import java.util.UUID;
import org.bidseal.identity.IdentityProblem;
import org.bidseal.problem.ProblemException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Reads of verified persons for the rest of the service.
@Service
public final class Persons {

  private final PersonRepository persons;

  Persons(PersonRepository persons) {
    this.persons = persons;
  }

  /// The person; empty if he has not passed real-name verification.
  public Mono<VerifiedPerson> find(UUID personId) {
    return persons.find(personId);
  }

  /// The person, or the problem `REAL_NAME_REQUIRED`.
  public Mono<VerifiedPerson> getVerified(UUID personId) {
    return persons
        .find(personId)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    IdentityProblem.REAL_NAME_REQUIRED,
                    "The account has not passed real-name verification")));
  }
}
