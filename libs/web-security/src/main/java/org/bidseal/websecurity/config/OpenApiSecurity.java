package org.bidseal.websecurity.config;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.bidseal.websecurity.BearerToken;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.Person;
import org.bidseal.websecurity.Platform;
import org.bidseal.websecurity.PublicPaths;
import org.bidseal.websecurity.ServiceCaller;
import org.bidseal.websecurity.Staff;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;

/// Tells the API description which calls bear a token, and that callers are no query parameters.
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
  GlobalOpenApiCustomizer bearerTokens(ObjectProvider<PublicPaths> open) {
    List<PublicPaths> doors = open.orderedStream().toList();
    return api -> {
      addScheme(api);
      api.getPaths().forEach((path, item) -> openDoors(doors, path, item));
    };
  }

  /// An operation without a security requirement of its own has that of the whole description; an
  /// empty list takes it away (OpenAPI 3.1 §4.8.10).
  private static void openDoors(List<PublicPaths> doors, String path, PathItem item) {
    item.readOperationsMap()
        .forEach((method, operation) -> {
          HttpMethod httpMethod = HttpMethod.valueOf(method.name());
          if (doors.stream().anyMatch(door -> door.includes(httpMethod, path))) {
            operation.setSecurity(List.of());
          }
        });
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
