package org.bidseal.crypto.sealing.upload;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of resumable uploads, `bidseal.uploads.*`.
///
/// @param life from the creation of an upload until it expires
/// @param stall a request that brings no byte for so long is ended
/// @param lease how long a writer that gives no sign keeps others out: after a crash the client
///   waits as long
/// @param sweepInterval between two removals of what has ended
/// @param orphanAge from which a blob that no envelope names is removed; longer than the longest
///   request
@ConfigurationProperties("bidseal.uploads")
public record UploadProperties(
    @DefaultValue("24h") Duration life,
    @DefaultValue("60s") Duration stall,
    @DefaultValue("15s") Duration lease,
    @DefaultValue("1m") Duration sweepInterval,
    @DefaultValue("12h") Duration orphanAge) {}
