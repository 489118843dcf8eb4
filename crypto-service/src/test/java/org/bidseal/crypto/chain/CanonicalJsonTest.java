package org.bidseal.crypto.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bidseal.verifier.json.JsonReader;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// RFC 8785, its own examples among them, and beside the verifier's implementation.
class CanonicalJsonTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void theRfcsOwnExamples() {
    // §3.2.3: sorting by UTF-16 code units.
    check(
        """
        {"\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Hebrew Letter Dalet With Dagesh",
         "1": "One", "\\ud83d\\ude00": "Emoji: Grinning Face", "\\u0080": "Control",
         "\\u00f6": "Latin Small Letter O With Diaeresis"}
        """,
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With"
            + " Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter"
            + " Dalet With Dagesh\"}");
    // §3.2.2: the string of the sample, and literals.
    check(
        "{\"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\", \"literals\": [null, true,"
            + " false]}",
        "{\"literals\":[null,true,false],\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }

  @Test
  void nestedAndEmpty() {
    check(" { \"b\" : [ ] , \"a\" : { } } ", "{\"a\":{},\"b\":[]}");
    check(
        "[9007199254740991, -1, 0, {\"z\":1,\"a\":\"\\b\\f\\t\\u001f\\u007f\"}]",
        "[9007199254740991,-1,0,{\"a\":\"\\b\\f\\t\\u001f\u007f\",\"z\":1}]");
  }

  @Test
  void whatHasNoFormHere() {
    for (String text : new String[] {"1.5", "9007199254740992", "-9007199254740992", "1e3"}) {
      assertThatThrownBy(() -> CanonicalJson.of(JSON.readTree(text)))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void halfAPairIsReplaced() {
    assertThat(CanonicalJson.of(JSON.getNodeFactory().stringNode("a\ud83db\ude00")))
        .isEqualTo("\"a\ufffdb\ufffd\"");
  }

  private static void check(String text, String canonical) {
    assertThat(CanonicalJson.of(JSON.readTree(text))).isEqualTo(canonical);
    assertThat(JsonReader.read(text).canonical()).isEqualTo(canonical);
    assertThat(JsonReader.read(canonical).canonical()).isEqualTo(canonical);
  }
}
