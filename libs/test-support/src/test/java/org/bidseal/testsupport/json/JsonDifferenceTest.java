package org.bidseal.testsupport.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonDifferenceTest {
  @Test
  void namesEveryPlace() {
    assertThat(
            difference(
                """
                {"a":{"b":1,"gone":true},"list":[1,2,3]}\
                """,
                """
                {"list":[1,5],"a":{"new":"x","b":1}}\
                """))
        .containsExactly(
            "- /a/gone: true",
            "+ /a/new: \"x\"",
            "~ /list/1: expected 2 but was 5",
            "- /list/2: 3");
  }

  @Test
  void orderOfFieldsMeansNothing() {
    assertThat(difference("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}")).isEmpty();
  }

  private static List<String> difference(String expected, String actual) {
    return JsonDifference.between(
        JsonFiles.JSON.readTree(expected), JsonFiles.JSON.readTree(actual));
  }
}
