package org.bidseal.sessionframes;

import tools.jackson.databind.JsonNode;

/// One message to those who follow a session; this is also its JSON form on the socket.
///
/// @param channel of the service that speaks: `session`, `signing`, `crypto`. Versions are counted
///   per channel
/// @param type what it is, for example `scanned`; `heartbeat` frames are not stored and repeat the
///   last version sent
/// @param version 1 for the first of the session in this channel, then without gaps
/// @param data a JSON object
public record Frame(String channel, String type, long version, JsonNode data) {
  /// Type of the frames that only say that the socket is alive.
  public static final String HEARTBEAT = "heartbeat";
}
