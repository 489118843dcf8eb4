package org.bidseal.testsupport.json;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The places in which two JSON documents differ, as JSON pointers. The order of an object's fields
/// means nothing, that of an array does.
final class JsonDifference {
  private static final int SHOWN = 160;

  private final List<String> lines = new ArrayList<>();

  private JsonDifference() {}

  static List<String> between(JsonNode expected, JsonNode actual) {
    JsonDifference difference = new JsonDifference();
    difference.compare("", expected, actual);
    return difference.lines;
  }

  private void compare(String pointer, JsonNode expected, JsonNode actual) {
    if (expected.isObject() && actual.isObject()) {
      TreeSet<String> names = new TreeSet<>(expected.propertyNames());
      names.addAll(actual.propertyNames());
      for (String name : names) {
        compareField(pointer + "/" + name, expected.get(name), actual.get(name));
      }
    } else if (expected.isArray() && actual.isArray()) {
      for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
        compareField(pointer + "/" + i, expected.get(i), actual.get(i));
      }
    } else if (!expected.equals(actual)) {
      lines.add("~ " + pointer + ": expected " + shown(expected) + " but was " + shown(actual));
    }
  }

  private void compareField(
      String pointer, @Nullable JsonNode expected, @Nullable JsonNode actual) {
    if (expected == null) {
      lines.add("+ " + pointer + ": " + shown(actual));
    } else if (actual == null) {
      lines.add("- " + pointer + ": " + shown(expected));
    } else {
      compare(pointer, expected, actual);
    }
  }

  private static String shown(@Nullable JsonNode node) {
    String text = String.valueOf(node);
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
