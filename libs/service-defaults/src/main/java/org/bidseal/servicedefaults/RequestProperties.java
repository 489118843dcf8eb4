package org.bidseal.servicedefaults;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long a request may take until its answer begins.
///
/// @param timeout the deadline of handlers without a {@link RequestDeadline} of their own
@ConfigurationProperties("bidseal.requests")
record RequestProperties(@DefaultValue("15s") Duration timeout) {
  RequestProperties {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("bidseal.requests.timeout must be positive");
    }
  }
}
