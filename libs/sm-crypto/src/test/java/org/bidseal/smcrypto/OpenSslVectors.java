package org.bidseal.smcrypto;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads OpenSSL's `evp*.txt`: stanzas of `Name = value` between blank lines, a value being
/// hexadecimal or text in quotes.
public final class OpenSslVectors {
  private static final Pattern FIELD = Pattern.compile("(\\w+)\\s*=\\s*(.*)");

  private OpenSslVectors() {}

  /// One stanza.
  public record Stanza(Map<String, String> fields) {
    /// The bytes of a field.
    public byte[] bytes(String name) {
      String value = text(name);
      return value.startsWith("\"")
          ? value.substring(1, value.length() - 1).getBytes(StandardCharsets.US_ASCII)
          : Hex.decode(value.toLowerCase(Locale.ROOT));
    }

    /// The field as it stands.
    public String text(String name) {
      return fields.getOrDefault(name, "");
    }
  }

  /// The stanzas that have a field of that name and value.
  public static List<Stanza> stanzas(String file, String name, String value) {
    List<Stanza> all = new ArrayList<>();
    Map<String, String> current = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>(TestData.lines("openssl/" + file));
    lines.add("");
    for (String line : lines) {
      var field = FIELD.matcher(line);
      if (line.isBlank()) {
        all.add(new Stanza(current));
        current = new LinkedHashMap<>();
      } else if (!line.startsWith("#") && field.matches()) {
        current.putIfAbsent(field.group(1), field.group(2).strip());
      }
    }
    return all.stream().filter(stanza -> stanza.text(name).equals(value)).toList();
  }
}
