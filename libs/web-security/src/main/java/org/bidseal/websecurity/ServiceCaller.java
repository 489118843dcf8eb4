package org.bidseal.websecurity;

import java.util.UUID;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/// Another service of the fleet, with the realm role `service`.
///
/// @param service its name, the token's `azp`: `signing-service`
/// @param onBehalfOf the person whose request it serves, from the header `X-Bidseal-Person`;
///   services are trusted to have authenticated that person. Null if it acts for itself
public record ServiceCaller(String service, @Nullable UUID onBehalfOf) implements Caller {
  /// The header by which a service names the person it acts for.
  public static final String PERSON_HEADER = "X-Bidseal-Person";

  /// The person it acts for.
  ///
  /// @throws ProblemException MALFORMED_REQUEST if it named none
  public UUID person() {
    if (onBehalfOf == null) {
      throw new ProblemException(
          CommonProblem.MALFORMED_REQUEST, "The header '" + PERSON_HEADER + "' is missing.");
    }
    return onBehalfOf;
  }

  /// Gives this caller back if it is one of the named services.
  ///
  /// @throws ProblemException FORBIDDEN otherwise
  public ServiceCaller require(String... services) {
    for (String allowed : services) {
      if (allowed.equals(service)) {
        return this;
      }
    }
    throw new ProblemException(
        CommonProblem.FORBIDDEN, "The service '" + service + "' has no business here.");
  }
}
