package org.bidseal.acceptance.tenancy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bidseal.acceptance.traffic.Exchange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The objects that recorded exchanges made or used: where they are, and their ids.
final class OwnedObjects {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /// What is numbered has a first one: every key was created, which is its first use.
  private static final Map<String, String> FIRST = Map.of("sequence", "1");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<Exchange> exchanges;
  private final Map<String, String> idsByField = new HashMap<>();
  private final Set<String> ids = new HashSet<>();

  OwnedObjects(List<Exchange> exchanges) {
    this.exchanges = exchanges;
    for (Exchange exchange : exchanges) {
      if (exchange.succeeded() && !exchange.responseBody().isEmpty()) {
        harvest(JSON.readTree(exchange.responseBody()));
      }
    }
  }

  private void harvest(JsonNode node) {
    node.forEachEntry((name, value) -> {
      if (value.isString() && name.endsWith("Id") && isId(value.asString())) {
        idsByField.put(name, value.asString());
        ids.add(value.asString());
      }
      harvest(value);
    });
    if (node.isArray()) {
      node.forEach(this::harvest);
    }
  }

  /// Every id in a text that belongs to these objects.
  Set<String> idsIn(String text) {
    Set<String> found = new HashSet<>();
    Matcher matcher = UUID.matcher(text);
    while (matcher.find()) {
      if (ids.contains(matcher.group())) {
        found.add(matcher.group());
      }
    }
    return found;
  }

  private static boolean isId(String text) {
    return UUID.matcher(text).matches();
  }

  /// The last exchange of an operation that went well.
  Optional<Exchange> example(Operation operation) {
    return exchanges.stream()
        .filter(exchange -> exchange.succeeded() && operation.describes(exchange))
        .reduce((_, last) -> last);
  }

  /// A path of the operation to an object that is there.
  ///
  /// @throws IllegalStateException if nothing was recorded that tells one
  String path(Operation operation) {
    return example(operation).map(Exchange::path).orElseGet(() -> filled(operation.template()));
  }

  /// The same with a query, as the demo asked or else with what the contract requires.
  String target(Operation operation) {
    return example(operation)
        .map(Exchange::target)
        .orElseGet(() -> path(operation) + operation.requiredQuery());
  }

  /// Takes each parameter from a recorded path that begins alike, or else from the answers.
  private String filled(String template) {
    String path = template;
    while (path.indexOf('{') >= 0) {
      int begin = path.indexOf('{');
      int end = path.indexOf('}') + 1;
      String known = path.substring(0, end);
      String value =
          beginningLike(known)
              .or(() -> Optional.ofNullable(idsByField.get(field(known, begin))))
              .or(() -> Optional.ofNullable(FIRST.get(field(known, begin))))
              .orElseThrow(
                  () -> new IllegalStateException("the demo touches nothing for " + template));
      path = path.substring(0, begin) + value + path.substring(end);
    }
    return path;
  }

  private Optional<String> beginningLike(String prefix) {
    Pattern pattern = Pattern.compile(Operation.matcher(prefix).pattern() + "(?:/.*)?");
    return exchanges.stream()
        .filter(Exchange::succeeded)
        .map(exchange -> pattern.matcher(exchange.path()))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .filter(OwnedObjects::isId)
        .reduce((_, last) -> last);
  }

  /// `certificateId` for the `{id}` of `/certificates/{id}`, `requestId` for that of
  /// `/join-requests/{id}`; a parameter's own name otherwise.
  private static String field(String template, int begin) {
    String name = template.substring(begin + 1, template.indexOf('}', begin));
    if (!name.equals("id")) {
      return name;
    }
    String collection = template.substring(0, begin - 1);
    String plural = collection.substring(collection.lastIndexOf('/') + 1);
    plural = plural.substring(plural.lastIndexOf('-') + 1);
    return plural.substring(0, plural.length() - 1) + "Id";
  }
}
