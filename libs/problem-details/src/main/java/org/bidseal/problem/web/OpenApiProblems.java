package org.bidseal.problem.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/// Describes problems once in the API description and names them as the default answer of every
/// operation.
@AutoConfiguration
@ConditionalOnClass(GlobalOpenApiCustomizer.class)
public final class OpenApiProblems {
  private static final String NAME = "Problem";
  private static final String REFERENCE = "#/components/schemas/" + NAME;

  @Bean
  GlobalOpenApiCustomizer problemAnswers() {
    return OpenApiProblems::describe;
  }

  /// A description that is the same on every machine and port: paths are relative to the gateway.
  @Bean
  @ConditionalOnMissingBean
  OpenAPI serviceApi(@Value("${spring.application.name:service}") String name) {
    return new OpenAPI()
        .info(new Info().title(name).version("v1"))
        .servers(List.of(new Server().url("/")));
  }

  private static void describe(OpenAPI api) {
    if (api.getComponents() == null) {
      api.setComponents(new Components());
    }
    api.getComponents().addSchemas(NAME, problem());
    if (api.getPaths() != null) {
      api.getPaths().values().stream()
          .flatMap(path -> path.readOperations().stream())
          .forEach(OpenApiProblems::addDefault);
    }
  }

  private static void addDefault(Operation operation) {
    var content =
        new Content()
            .addMediaType(
                org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                new MediaType().schema(new Schema<>().$ref(REFERENCE)));
    operation
        .getResponses()
        .addApiResponse(
            ApiResponses.DEFAULT,
            new ApiResponse().description("A problem (RFC 9457)").content(content));
  }

  private static Schema<?> problem() {
    var error =
        new ObjectSchema()
            .addProperty("field", new StringSchema())
            .addProperty("message", new StringSchema())
            .addProperty("messages", inBothLanguages());
    Schema<?> problem =
        new ObjectSchema()
            .description("RFC 9457 problem; some types add members of their own.")
            .addProperty("type", new StringSchema().format("uri"))
            .addProperty("title", new StringSchema())
            .addProperty("status", new IntegerSchema())
            .addProperty("detail", new StringSchema())
            .addProperty("instance", new StringSchema().format("uri-reference"))
            .addProperty("titles", inBothLanguages())
            .addProperty("next", inBothLanguages())
            .addProperty("traceId", new StringSchema())
            .addProperty("errors", new ArraySchema().items(error));
    problem.setRequired(List.of("type", "title", "status", "detail", "instance", "titles", "next"));
    problem.setAdditionalProperties(true);
    return problem;
  }

  private static Schema<?> inBothLanguages() {
    return new ObjectSchema()
        .addProperty("en", new StringSchema())
        .addProperty("zh", new StringSchema());
  }
}
