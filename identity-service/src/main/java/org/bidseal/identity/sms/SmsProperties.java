package org.bidseal.identity.sms;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How codes are sent and how many a number may have.
///
/// @param adapter `sandbox`, or the name of a production adapter
/// @param lifetime how long a code is good
/// @param tries how often a code may be tried, right or wrong
/// @param window over which `perWindow` counts
/// @param perWindow most codes to one number within the window
@ConfigurationProperties("bidseal.identity.sms")
public record SmsProperties(
    String adapter,
    @DefaultValue("5m") Duration lifetime,
    @DefaultValue("5") int tries,
    @DefaultValue("10m") Duration window,
    @DefaultValue("5") int perWindow) {}
