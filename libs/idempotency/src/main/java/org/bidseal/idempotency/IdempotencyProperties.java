package org.bidseal.idempotency;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long answers are remembered.
///
/// @param retention at least this long
/// @param sweepInterval between two deletions of older ones
@ConfigurationProperties("bidseal.idempotency")
public record IdempotencyProperties(
    @DefaultValue("24h") Duration retention, @DefaultValue("10m") Duration sweepInterval) {}
