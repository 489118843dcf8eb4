package org.bidseal.websecurity.config;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.bidseal.websecurity.BearerToken;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.Person;
import org.bidseal.websecurity.Platform;
import org.bidseal.websecurity.ServiceCaller;
import org.bidseal.websecurity.Staff;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/// Tells the API description that calls bear a token, and that callers are no query parameters.
@AutoConfiguration
@ConditionalOnClass(GlobalOpenApiCustomizer.class)
public final class OpenApiSecurity {
  private static final String SCHEME = "bearer";

  static {
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(
            Caller.class,
            Person.class,
            Platform.class,
            Staff.class,
            ServiceCaller.class,
            BearerToken.class);
  }

  @Bean
  GlobalOpenApiCustomizer bearerTokens() {
    return OpenApiSecurity::addScheme;
  }

  private static void addScheme(OpenAPI api) {
    if (api.getComponents() == null) {
      api.setComponents(new Components());
    }
    api.getComponents()
        .addSecuritySchemes(
            SCHEME,
            new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .bearerFormat("JWT"));
    api.addSecurityItem(new SecurityRequirement().addList(SCHEME));
  }
}
