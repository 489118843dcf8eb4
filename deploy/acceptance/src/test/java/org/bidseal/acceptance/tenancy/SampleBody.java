package org.bidseal.acceptance.tenancy;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The least that a JSON schema accepts: so a refusal is not one of the body's form.
final class SampleBody {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> TEXTS = texts();

  private final JsonNode definitions;

  private SampleBody(JsonNode definitions) {
    this.definitions = definitions;
  }

  static String of(Operation operation) {
    if (operation.requestSchema().isMissingNode()) {
      return "";
    }
    return new SampleBody(operation.definitions()).sample(operation.requestSchema()).toString();
  }

  private JsonNode sample(JsonNode schema) {
    String reference = schema.path("$ref").asString("");
    if (!reference.isEmpty()) {
      return sample(definitions.path(reference.substring(reference.lastIndexOf('/') + 1)));
    }
    if (schema.path("enum").isArray()) {
      return schema.path("enum").path(0);
    }
    return switch (schema.path("type").asString("object")) {
      case "object" -> object(schema);
      case "array" -> array(schema);
      case "integer", "number" -> JSON.getNodeFactory().numberNode(schema.path("minimum").asInt(1));
      case "boolean" -> JSON.getNodeFactory().booleanNode(true);
      case "string" -> JSON.getNodeFactory().stringNode(string(schema));
      default -> throw new IllegalArgumentException("no sample for " + schema);
    };
  }

  private JsonNode object(JsonNode schema) {
    ObjectNode object = JSON.createObjectNode();
    for (JsonNode name : schema.path("required")) {
      object.set(name.asString(), sample(schema.path("properties").path(name.asString())));
    }
    return object;
  }

  private JsonNode array(JsonNode schema) {
    ArrayNode array = JSON.createArrayNode();
    for (int i = 0; i < schema.path("minItems").asInt(1); i++) {
      array.add(sample(schema.path("items")));
    }
    return array;
  }

  private static String string(JsonNode schema) {
    String pattern = schema.path("pattern").asString("");
    return switch (schema.path("format").asString("")) {
      case "uuid" -> "5f0c3f2e-7a51-4a49-8a8e-5b6e0c9d1a11";
      case "date-time" -> "2031-01-01T00:00:00Z";
      default ->
          TEXTS.stream()
              .filter(text -> pattern.isEmpty() || text.matches(pattern))
              .filter(text -> text.length() >= schema.path("minLength").asInt(1))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("no sample for " + schema));
    };
  }

  /// One of these is right for every pattern in the contracts.
  private static List<String> texts() {
    List<String> texts =
        new ArrayList<>(List.of("AAAA", "13900000000", "6222020000000000", "123456"));
    for (int digits : List.of(32, 64, 128, 130)) {
      texts.add("a".repeat(digits));
    }
    texts.add("04" + "a".repeat(128));
    return texts;
  }
}
