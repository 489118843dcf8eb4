package org.bidseal.websecurity.config;

import java.util.List;
import org.bidseal.websecurity.CurrentCaller;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import reactor.core.publisher.Mono;

/// The realm roles of a token as authorities `ROLE_<role>`.
final class RealmRoles {
  private RealmRoles() {}

  static String authority(String role) {
    return "ROLE_" + role;
  }

  static Mono<AbstractAuthenticationToken> authenticated(Jwt token) {
    List<GrantedAuthority> authorities =
        CurrentCaller.roles(token).stream()
            .map(RealmRoles::authority)
            .<GrantedAuthority>map(SimpleGrantedAuthority::new)
            .toList();
    return Mono.just(new JwtAuthenticationToken(token, authorities));
  }
}
