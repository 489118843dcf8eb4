package org.bidseal.websecurity.config;

import java.time.Duration;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.problem.ProblemTranslator;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/// Spring Security's exceptions as problems. A realm that does not answer is a 503: the token may
/// be good.
final class SecurityTranslation implements ProblemTranslator {
  private static final Duration SOON = Duration.ofSeconds(2);

  @Override
  public @Nullable ProblemException translate(Throwable error) {
    return switch (error) {
      case AuthenticationServiceException _ ->
          new ProblemException(
                  CommonProblem.UPSTREAM_UNAVAILABLE, "Tokens cannot be checked at present.", error)
              .retryAfter(SOON);
      case OAuth2AuthenticationException _ ->
          new ProblemException(
              CommonProblem.UNAUTHENTICATED, "The access token is not valid here.", error);
      case AuthenticationException _ ->
          new ProblemException(CommonProblem.UNAUTHENTICATED, "This needs an access token.", error);
      case AccessDeniedException _ ->
          new ProblemException(
              CommonProblem.FORBIDDEN, "The caller's role does not allow this.", error);
      default -> null;
    };
  }
}
