package org.bidseal.websecurity.config;

import java.time.Duration;
import java.util.List;
import org.bidseal.problem.web.ProblemRenderer;
import org.bidseal.websecurity.PublicPaths;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.AuthorizeExchangeSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.FormLoginSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HttpBasicSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.RequestCacheSpec;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;

/// Every service is a resource server of the realm `bidseal`: it takes no session, no cookie, no
/// form.
@AutoConfiguration(
    afterName = "org.bidseal.problem.web.ProblemDetailsAutoConfiguration",
    beforeName = {
      "org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration",
      "org.springframework.boot.security.oauth2.server.resource.autoconfigure.reactive.ReactiveOAuth2ResourceServerAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableConfigurationProperties(SecurityProperties.class)
@EnableWebFluxSecurity
public final class WebSecurityAutoConfiguration {
  private static final Duration KEY_LIFETIME = Duration.ofMinutes(10);
  private static final Duration TOKEN_MEMORY = Duration.ofMinutes(1);
  private static final Duration KEY_PAUSE = Duration.ofSeconds(10);

  @Bean
  @ConditionalOnMissingBean
  ReactiveJwtDecoder jwtDecoder(SecurityProperties properties) {
    var keys = new RealmKeys(WebClient.create(), properties.keys(), KEY_LIFETIME, KEY_PAUSE);
    NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withJwkSource(keys::of).build();
    decoder.setJwtValidator(
        JwtValidators.createDefaultWithValidators(
            List.of(new JwtIssuerValidator(properties.issuerUri()), accessTokensOnly())));
    // The decoder says so, and only so, if the keys cannot be had.
    ReactiveJwtDecoder verifying =
        token ->
            decoder
                .decode(token)
                .onErrorMap(
                    IllegalStateException.class,
                    e -> new AuthenticationServiceException("No keys of the realm", e));
    return new VerifiedTokens(verifying, new JwtTimestampValidator(), TOKEN_MEMORY);
  }

  /// A span for each filter and each decision tells nobody anything, and every request pays for it.
  @Bean
  SecurityObservationSettings securityObservationSettings() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  SecurityTranslation securityTranslation() {
    return new SecurityTranslation();
  }

  @Bean
  @ConditionalOnMissingBean
  SecurityWebFilterChain securityWebFilterChain(
      ServerHttpSecurity http,
      ReactiveJwtDecoder tokens,
      ProblemRenderer renderer,
      ObjectProvider<PublicPaths> open,
      Environment environment) {
    var answers = new SecurityAnswers(renderer);
    String description = environment.getProperty("springdoc.api-docs.path", "/v3/api-docs");
    return http.csrf(CsrfSpec::disable)
        .httpBasic(HttpBasicSpec::disable)
        .formLogin(FormLoginSpec::disable)
        .logout(LogoutSpec::disable)
        .requestCache(RequestCacheSpec::disable)
        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
        .authorizeExchange(paths -> authorize(paths, open, description))
        .exceptionHandling(e -> e.authenticationEntryPoint(answers).accessDeniedHandler(answers))
        .oauth2ResourceServer(server ->
            server
                .authenticationEntryPoint(answers)
                .accessDeniedHandler(answers)
                .jwt(jwt ->
                    jwt.jwtDecoder(tokens).jwtAuthenticationConverter(RealmRoles::authenticated)))
        .build();
  }

  @Bean
  WebFluxConfigurer callerParameters() {
    return new WebFluxConfigurer() {
      @Override
      public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
        configurer.addCustomResolver(new CallerArgumentResolver());
      }
    };
  }

  private static void authorize(
      AuthorizeExchangeSpec paths, ObjectProvider<PublicPaths> open, String description) {
    paths.pathMatchers("/actuator/health/**", "/actuator/info", "/actuator/prometheus").permitAll();
    paths.pathMatchers(description, description + "/**").permitAll();
    open.forEach(declared ->
        paths
            .pathMatchers(declared.method(), declared.patterns().toArray(String[]::new))
            .permitAll());
    paths.pathMatchers("/internal/**").hasAuthority(RealmRoles.authority("service"));
    paths.anyExchange().authenticated();
  }

  /// Keycloak signs identity and refresh tokens with the same keys; only access tokens say
  /// `Bearer`.
  private static JwtClaimValidator<String> accessTokensOnly() {
    return new JwtClaimValidator<>("typ", "Bearer"::equals);
  }
}
