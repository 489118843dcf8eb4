package org.bidseal.outbox.kafka;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How messages are sent.
///
/// @param deliveryTimeout after which an unacknowledged message counts as failed, and is sent again
///   by whoever sent it
@ConfigurationProperties("bidseal.events.sending")
public record SendingProperties(@DefaultValue("10s") Duration deliveryTimeout) {}
