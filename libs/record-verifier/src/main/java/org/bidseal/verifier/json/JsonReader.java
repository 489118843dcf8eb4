package org.bidseal.verifier.json;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.bidseal.verifier.json.Json.Flag;
import org.bidseal.verifier.json.Json.Items;
import org.bidseal.verifier.json.Json.Members;
import org.bidseal.verifier.json.Json.Nothing;
import org.bidseal.verifier.json.Json.Text;
import org.bidseal.verifier.json.Json.Whole;

/// Reads one JSON document (RFC 8259) as I-JSON (RFC 7493) wants it: no name twice, no half
/// surrogate pairs, numbers that every reader reads alike; and no fractions at all. Two readers
/// that read a document differently would sign different things.
public final class JsonReader {
  private static final int DEEPEST = 32;
  private static final long MOST = (1L << 53) - 1;
  private static final int MOST_DIGITS = 16;

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /// Reads a document.
  ///
  /// @throws JsonException if it is none, or there is more than one
  public static Json read(String text) {
    JsonReader reader = new JsonReader(text);
    Json value = reader.value(0);
    reader.skipSpace();
    if (reader.at < text.length()) {
      throw reader.wrong("something follows the document");
    }
    return value;
  }

  private Json value(int depth) {
    if (depth > DEEPEST) {
      throw wrong("nested too deeply");
    }
    skipSpace();
    return switch (peek()) {
      case '{' -> members(depth);
      case '[' -> items(depth);
      case '"' -> new Text(string());
      case 't' -> word("true", new Flag(true));
      case 'f' -> word("false", new Flag(false));
      case 'n' -> word("null", new Nothing());
      default -> number();
    };
  }

  private Members members(int depth) {
    TreeMap<String, Json> values = new TreeMap<>();
    expect('{');
    skipSpace();
    if (peek() != '}') {
      do {
        skipSpace();
        String name = string();
        skipSpace();
        expect(':');
        if (values.put(name, value(depth + 1)) != null) {
          throw wrong("the member \"" + name + "\" occurs twice");
        }
      } while (another());
    }
    expect('}');
    return new Members(values);
  }

  private Items items(int depth) {
    List<Json> values = new ArrayList<>();
    expect('[');
    skipSpace();
    if (peek() != ']') {
      do {
        values.add(value(depth + 1));
      } while (another());
    }
    expect(']');
    return new Items(values);
  }

  private boolean another() {
    skipSpace();
    if (peek() != ',') {
      return false;
    }
    at++;
    return true;
  }

  private Json word(String word, Json value) {
    for (int i = 0; i < word.length(); i++) {
      expect(word.charAt(i));
    }
    return value;
  }

  private Whole number() {
    int begin = at;
    if (peek() == '-') {
      at++;
    }
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    String digits = text.substring(begin, at);
    boolean leadingZero = digits.matches("-?0.+") || digits.equals("-0");
    if (!digits.matches("-?[0-9]{1," + MOST_DIGITS + "}") || leadingZero) {
      throw wrong("not a value");
    }
    if (at < text.length() && ".eE".indexOf(text.charAt(at)) >= 0) {
      throw wrong("a record has no fractions");
    }
    long value = Long.parseLong(digits);
    if (Math.abs(value) > MOST) {
      throw wrong("a number of more than 53 bits");
    }
    return new Whole(value);
  }

  private String string() {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (peek() != '"') {
      char c = text.charAt(at++);
      if (c < ' ') {
        throw wrong("a control character in a string");
      }
      out.append(c == '\\' ? escape() : c);
    }
    at++;
    requirePairs(out);
    return out.toString();
  }

  private char escape() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hexadecimal();
      default -> throw wrong("no such escape");
    };
  }

  private char hexadecimal() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0 || peek() > 'f') {
        throw wrong("no such escape");
      }
      value = 16 * value + digit;
      at++;
    }
    return (char) value;
  }

  private void requirePairs(CharSequence string) {
    string
        .codePoints()
        .filter(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
        .findAny()
        .ifPresent(_ -> {
          throw wrong("half a surrogate pair");
        });
  }

  private void expect(char c) {
    if (peek() != c) {
      throw wrong("'" + c + "' expected");
    }
    at++;
  }

  private char peek() {
    if (at >= text.length()) {
      throw new JsonException("the text ends in the middle", at, true);
    }
    return text.charAt(at);
  }

  private void skipSpace() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private JsonException wrong(String why) {
    return new JsonException(why, at, false);
  }
}
