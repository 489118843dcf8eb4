package org.bidseal.verifier.json;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A JSON value without fractions. Each writes itself in the one form of RFC 8785: members sorted
/// by UTF-16 code units (the order of Java's strings), no white space, the shortest escapes.
public sealed interface Json {
  /// The text of RFC 8785.
  String canonical();

  /// An object; no name occurs twice.
  record Members(SortedMap<String, Json> values) implements Json {
    public Members {
      values = new TreeMap<>(values);
    }

    /// The same without one member.
    public Members without(String name) {
      TreeMap<String, Json> rest = new TreeMap<>(values);
      rest.remove(name);
      return new Members(rest);
    }

    @Override
    public String canonical() {
      return values.entrySet().stream()
          .map(member -> quoted(member.getKey()) + ":" + member.getValue().canonical())
          .collect(Collectors.joining(",", "{", "}"));
    }
  }

  /// An array.
  record Items(List<Json> values) implements Json {
    public Items {
      values = List.copyOf(values);
    }

    @Override
    public String canonical() {
      return values.stream().map(Json::canonical).collect(Collectors.joining(",", "[", "]"));
    }
  }

  /// A string.
  record Text(String value) implements Json {
    @Override
    public String canonical() {
      return quoted(value);
    }
  }

  /// An integer of at most 53 bits.
  record Whole(long value) implements Json {
    @Override
    public String canonical() {
      return Long.toString(value);
    }
  }

  /// `true` or `false`.
  record Flag(boolean value) implements Json {
    @Override
    public String canonical() {
      return Boolean.toString(value);
    }
  }

  /// `null`.
  record Nothing() implements Json {
    @Override
    public String canonical() {
      return "null";
    }
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    text.chars().forEach(c -> out.append(escaped((char) c)));
    return out.append('"').toString();
  }

  private static String escaped(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\b' -> "\\b";
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case '\f' -> "\\f";
      case '\r' -> "\\r";
      default -> c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c);
    };
  }
}
