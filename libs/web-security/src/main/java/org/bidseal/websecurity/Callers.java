package org.bidseal.websecurity;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/// Reads the kinds of caller that a token's roles allow, the most specific first. A person who is
/// also staff is either, as the controller asks.
final class Callers {
  private Callers() {}

  /// The first kind that is of the wanted type.
  ///
  /// @param person value of the header `X-Bidseal-Person`, if any
  /// @throws ProblemException FORBIDDEN if the token allows no such kind
  static <C extends Caller> C as(Class<C> wanted, Jwt token, @Nullable String person) {
    for (Caller kind : kinds(token, person)) {
      if (wanted.isInstance(kind)) {
        return wanted.cast(kind);
      }
    }
    throw new ProblemException(
        CommonProblem.FORBIDDEN,
        wanted == Caller.class
            ? "The access token has none of the roles known here."
            : "Only a caller of the kind '%s' may do this.".formatted(wanted.getSimpleName()));
  }

  static Set<String> roles(Jwt token) {
    Map<String, Object> access = token.getClaimAsMap("realm_access");
    Set<String> roles = new HashSet<>();
    if (access != null && access.get("roles") instanceof Iterable<?> names) {
      names.forEach(name -> roles.add(String.valueOf(name)));
    }
    return roles;
  }

  private static List<Caller> kinds(Jwt token, @Nullable String person) {
    Set<String> roles = roles(token);
    List<Caller> kinds = new ArrayList<>();
    if (roles.contains("service")) {
      kinds.add(new ServiceCaller(claim(token, "azp"), onBehalfOf(person)));
    }
    if (roles.contains("platform")) {
      kinds.add(new Platform(id(token, "platform_id")));
    }
    Set<String> staffRoles = new HashSet<>(roles);
    staffRoles.retainAll(Staff.ROLES);
    if (!staffRoles.isEmpty()) {
      kinds.add(new Staff(id(token, "sub"), staffRoles));
    }
    if (roles.contains("person")) {
      kinds.add(new Person(id(token, "sub")));
    }
    return kinds;
  }

  private static @Nullable UUID onBehalfOf(@Nullable String person) {
    if (person == null) {
      return null;
    }
    try {
      return UUID.fromString(person);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          CommonProblem.MALFORMED_REQUEST,
          "The header '" + ServiceCaller.PERSON_HEADER + "' is not a UUID.",
          e);
    }
  }

  private static UUID id(Jwt token, String claim) {
    String text = claim(token, claim);
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          CommonProblem.FORBIDDEN, "The access token's claim '" + claim + "' is not a UUID.", e);
    }
  }

  private static String claim(Jwt token, String claim) {
    String text = token.getClaimAsString(claim);
    if (text == null) {
      throw new ProblemException(
          CommonProblem.FORBIDDEN, "The access token has no claim '" + claim + "'.");
    }
    return text;
  }
}
