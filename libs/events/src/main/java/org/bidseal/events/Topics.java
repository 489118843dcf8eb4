package org.bidseal.events;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which Kafka topic carries which event: the first segment of the type after `org.bidseal.`, so
/// `org.bidseal.identity.person-verified.v1` goes to `bidseal.identity`. All events of one service
/// share a topic, so that events of one aggregate keep their order whatever their type.
public final class Topics {
  private static final Pattern TYPE =
      Pattern.compile("org\\.bidseal\\.([a-z][a-z0-9-]*)(?:\\.[a-z][a-z0-9-]*)+\\.v[1-9][0-9]*");
  private static final String DEAD_LETTER_SUFFIX = ".dlt";

  private final String prefix;

  /// @param prefix put before every topic, for fleets that share one Kafka: `test-`, or empty
  public Topics(String prefix) {
    this.prefix = prefix;
  }

  /// The topic's name without a deployment's prefix.
  ///
  /// @param type an event type, `org.bidseal.<topic>.<what-happened>.v<N>`
  /// @throws IllegalArgumentException if the type does not look so
  public static String plainName(String type) {
    Matcher matcher = TYPE.matcher(type);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "an event type is org.bidseal.<topic>.<what-happened>.v<N>, not " + type);
    }
    return "bidseal." + matcher.group(1);
  }

  /// The topic that carries events of this type in this deployment.
  ///
  /// @throws IllegalArgumentException see [#plainName]
  public String of(String type) {
    return prefix + plainName(type);
  }

  /// The name of a topic in this deployment.
  ///
  /// @param plainName for example `bidseal.identity`
  public String named(String plainName) {
    return prefix + plainName;
  }

  /// Where messages of a topic go that no retry can help.
  ///
  /// @param topic a topic's name in this deployment, as [#of] gives
  public static String deadLetters(String topic) {
    return topic + DEAD_LETTER_SUFFIX;
  }
}
