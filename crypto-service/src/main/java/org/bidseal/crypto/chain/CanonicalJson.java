package org.bidseal.crypto.chain;

import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// The JSON Canonicalization Scheme (RFC 8785) for values without fractions: members in the order
/// of their names' UTF-16 code units, no white space, the shortest escapes.
public final class CanonicalJson {
  private static final long MOST = (1L << 53) - 1;
  private static final int REPLACEMENT = 0xFFFD;
  private static final String HEX = "0123456789abcdef";

  private CanonicalJson() {}

  /// The canonical text.
  ///
  /// Half a surrogate pair, which has no UTF-8, becomes U+FFFD.
  ///
  /// @throws IllegalArgumentException on a number that is no integer of at most 53 bits (RFC 7493
  ///   §2.2), or on a node that is no JSON
  public static String of(JsonNode node) {
    StringBuilder out = new StringBuilder();
    write(out, node);
    return out.toString();
  }

  private static void write(StringBuilder out, JsonNode node) {
    switch (node.getNodeType()) {
      case OBJECT -> writeObject(out, node);
      case ARRAY -> writeArray(out, node);
      case STRING -> writeString(out, node.asString());
      case NUMBER -> out.append(integer(node));
      case BOOLEAN -> out.append(node.asBoolean());
      case NULL -> out.append("null");
      case BINARY, MISSING, POJO ->
          throw new IllegalArgumentException(node.getNodeType() + " is no JSON");
    }
  }

  private static void writeObject(StringBuilder out, JsonNode node) {
    TreeMap<String, JsonNode> members = new TreeMap<>();
    node.forEachEntry(members::put);
    out.append('{');
    String separator = "";
    for (var member : members.entrySet()) {
      out.append(separator);
      writeString(out, member.getKey());
      out.append(':');
      write(out, member.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private static void writeArray(StringBuilder out, JsonNode node) {
    out.append('[');
    String separator = "";
    for (JsonNode element : node) {
      out.append(separator);
      write(out, element);
      separator = ",";
    }
    out.append(']');
  }

  private static long integer(JsonNode node) {
    if (!node.isIntegralNumber() || !node.canConvertToLong() || Math.abs(node.asLong()) > MOST) {
      throw new IllegalArgumentException("not an integer of at most 53 bits: " + node);
    }
    return node.asLong();
  }

  private static void writeString(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
          } else if (Character.isSurrogate(c)) {
            i = writePair(out, text, i);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static int writePair(StringBuilder out, String text, int at) {
    int character = text.codePointAt(at);
    boolean whole = Character.isSupplementaryCodePoint(character);
    out.appendCodePoint(whole ? character : REPLACEMENT);
    return whole ? at + 1 : at;
  }
}
