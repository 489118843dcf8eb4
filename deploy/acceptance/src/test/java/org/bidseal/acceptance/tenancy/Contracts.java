package org.bidseal.acceptance.tenancy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bidseal.fleet.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The operations of all services, as their committed contracts tell them.
final class Contracts {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Contracts() {}

  static List<Operation> operations(Path root) {
    List<Operation> operations = new ArrayList<>();
    for (Service service : Service.values()) {
      Path contract = root.resolve(service.artifact()).resolve("openapi.json");
      if (Files.exists(contract)) {
        JsonNode description = JSON.readTree(contract.toFile());
        description
            .path("paths")
            .forEachEntry((path, item) ->
                item.forEachEntry((method, operation) -> {
                  if (METHODS.contains(method)) {
                    operations.add(operation(service, method, path, operation, description));
                  }
                }));
      }
    }
    return operations;
  }

  private static Operation operation(
      Service service, String method, String path, JsonNode operation, JsonNode description) {
    JsonNode content = operation.path("requestBody").path("content");
    JsonNode json = content.path("application/json");
    JsonNode schemas = description.path("components").path("schemas");
    return new Operation(
        service,
        method.toUpperCase(Locale.ROOT),
        path,
        operation.path("security").isArray() && operation.path("security").isEmpty(),
        content.isObject() && json.isMissingNode()
            ? content.propertyNames().iterator().next()
            : "application/json",
        requiredHeaders(operation.path("parameters")),
        requiredQuery(operation.path("parameters"), schemas),
        json.path("schema"),
        schemas);
  }

  private static Map<String, String> requiredHeaders(JsonNode parameters) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (JsonNode parameter : parameters) {
      String name = parameter.path("name").asString();
      if (parameter.path("in").asString().equals("header")
          && parameter.path("required").asBoolean()
          && !name.equals("Idempotency-Key")) {
        headers.put(name, parameter.path("example").asString());
      }
    }
    return headers;
  }

  private static String requiredQuery(JsonNode parameters, JsonNode definitions) {
    StringBuilder query = new StringBuilder();
    for (JsonNode parameter : parameters) {
      if (parameter.path("in").asString().equals("query")
          && parameter.path("required").asBoolean()) {
        query
            .append(query.isEmpty() ? '?' : '&')
            .append(parameter.path("name").asString())
            .append('=')
            .append(SampleJson.of(parameter.path("schema"), definitions).asString());
      }
    }
    return query.toString();
  }
}
