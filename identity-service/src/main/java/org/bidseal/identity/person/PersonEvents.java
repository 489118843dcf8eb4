package org.bidseal.identity.person;

import java.time.Instant;
import java.util.UUID;

/// What other services are told of persons.
final class PersonEvents {

  static final String PERSON_VERIFIED = "org.bidseal.identity.person-verified.v1";

  record PersonVerified(
      UUID personId, String name, Instant verifiedAt, RealNameProvider.Method method) {}

  private PersonEvents() {}
}
