package org.bidseal.gateway.socket;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a reconnecting client has seen: `session:3,crypto:2`. A channel that is not named is sent
/// from its beginning; what is not understood is ignored.
final class Since {
  private static final Pattern ENTRY = Pattern.compile("(session|signing|crypto):(\\d{1,18})");

  private final Map<Channel, Long> versions = new EnumMap<>(Channel.class);

  static Since parse(@Nullable String text) {
    Since since = new Since();
    if (text != null) {
      Matcher entries = ENTRY.matcher(text);
      while (entries.find()) {
        for (Channel channel : Channel.values()) {
          if (channel.text().equals(entries.group(1))) {
            since.versions.put(channel, Long.valueOf(entries.group(2)));
          }
        }
      }
    }
    return since;
  }

  long of(Channel channel) {
    return versions.getOrDefault(channel, 0L);
  }
}
