package org.bidseal.sessionframes;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How frames are kept and followed.
///
/// @param channel of this service's frames: `session`, `signing` or `crypto`
/// @param retention how long frames are kept after the last of their session
/// @param sweepInterval between two deletions of older ones
/// @param catchUpInterval how late a frame is at most when every hint was lost
/// @param heartbeat between two signs of life on a socket; a client silent for three of them is
///   gone
/// @param slowAfter how long a client may take to accept a page of frames
/// @param maxAge of a socket; the client then reconnects, with a token that is still good
@ConfigurationProperties("bidseal.session-frames")
public record SessionFramesProperties(
    String channel,
    @DefaultValue("7d") Duration retention,
    @DefaultValue("10m") Duration sweepInterval,
    @DefaultValue("2s") Duration catchUpInterval,
    @DefaultValue("15s") Duration heartbeat,
    @DefaultValue("20s") Duration slowAfter,
    @DefaultValue("1h") Duration maxAge) {}
