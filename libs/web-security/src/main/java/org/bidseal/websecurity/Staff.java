package org.bidseal.websecurity;

import java.util.Set;
import java.util.UUID;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;

/// A member of the operator's staff. Staff review; they never see a document, a bid or a share.
///
/// @param staffId the token's `sub`
/// @param roles those of `operator`, `ca-reviewer`, `seal-reviewer` that the token has, at least
///   one
public record Staff(UUID staffId, Set<String> roles) implements Caller {
  /// The realm roles that make a caller staff.
  public static final Set<String> ROLES = Set.of("operator", "ca-reviewer", "seal-reviewer");

  public Staff {
    roles = Set.copyOf(roles);
  }

  /// Gives this caller back if it has the role.
  ///
  /// @throws ProblemException FORBIDDEN without it
  public Staff require(String role) {
    if (!roles.contains(role)) {
      throw new ProblemException(CommonProblem.FORBIDDEN, "The role '" + role + "' is required.")
          .with("requiredRole", role);
    }
    return this;
  }
}
