package org.bidseal.crypto.opening;

import java.util.UUID;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.Person;
import org.bidseal.websecurity.Platform;
import org.bidseal.websecurity.ServiceCaller;
import org.bidseal.websecurity.Staff;

/// Whose objects a query may see. It becomes part of the query's `where`, so that what belongs to
/// others does not exist for the caller.
public sealed interface Tenant {
  /// Id of the platform or the person, bound as `:tenant`.
  UUID id();

  /// A trading platform sees its own openings and envelopes.
  record OfPlatform(UUID id) implements Tenant {}

  /// A person sees what belongs to enterprises in which he is an active member.
  record OfPerson(UUID id) implements Tenant {}

  /// The tenant that a caller stands for.
  ///
  /// @throws ProblemException {@link CommonProblem#FORBIDDEN} for staff and services: bids are
  ///   nobody's but the bidder's and his platform's
  static Tenant of(Caller caller) {
    return switch (caller) {
      case Platform platform -> new OfPlatform(platform.platformId());
      case Person person -> new OfPerson(person.personId());
      case Staff _, ServiceCaller _ ->
          throw new ProblemException(
              CommonProblem.FORBIDDEN, "Only platforms and bidders may see bids.");
    };
  }
}
