package org.bidseal.testsupport;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.bidseal.testsupport.json.JsonFiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Compares a published event (CloudEvents 1.0 JSON) with its golden file
/// `src/test/resources/events/<type>.json` in the module of its producer. What is another at each
/// run (ids, times, trace) is compared by kind only: a UUID appears as `<uuid>`, a time as
/// `<time>`, the named places as `<varies>`. `-Dbidseal.golden.update=true` rewrites the file.
public final class GoldenEvents {
  private static final String UPDATE = "bidseal.golden.update";
  private static final Path FOLDER = Path.of("src", "test", "resources", "events");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z");

  private GoldenEvents() {}

  /// Fails unless the event has the form of its golden file.
  ///
  /// @param event as published
  /// @param varying JSON pointers of values that are random, such as `/data/certificateSerial`
  public static void verify(String event, String... varying) {
    verify(JsonFiles.JSON.readTree(event), varying);
  }

  /// Fails unless the event has the form of its golden file.
  ///
  /// @param event as published, with its `type`
  /// @param varying JSON pointers of values that are random, such as `/data/certificateSerial`
  public static void verify(JsonNode event, String... varying) {
    String type = event.path("type").asString("");
    if (!type.matches("org\\.bidseal\\.[a-z-]+\\.[a-z0-9-]+\\.v\\d+")) {
      throw new AssertionError("Not an event type: '" + type + "'");
    }
    ObjectNode form = (ObjectNode) form(event);
    form.remove("traceparent");
    for (String pointer : varying) {
      int slash = pointer.lastIndexOf('/');
      if (form.at(pointer.substring(0, slash)) instanceof ObjectNode parent
          && parent.has(pointer.substring(slash + 1))) {
        parent.put(pointer.substring(slash + 1), "<varies>");
      } else {
        throw new AssertionError(type + " has nothing at " + pointer);
      }
    }
    JsonFiles.verify(FOLDER.resolve(type + ".json"), form, UPDATE);
  }

  private static JsonNode form(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode copy = JsonFiles.JSON.createObjectNode();
        object.properties().forEach(field -> copy.set(field.getKey(), form(field.getValue())));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = JsonFiles.JSON.createArrayNode();
        array.forEach(element -> copy.add(form(element)));
        yield copy;
      }
      case StringNode text -> StringNode.valueOf(form(text.stringValue()));
      default -> node;
    };
  }

  private static String form(String text) {
    return TIME.matcher(UUID.matcher(text).replaceAll("<uuid>")).replaceAll("<time>");
  }
}
