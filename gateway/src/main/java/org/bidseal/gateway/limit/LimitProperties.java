package org.bidseal.gateway.limit;

import org.springframework.boot.context.properties.ConfigurationProperties;

/// Request limits.
///
/// @param perClient of one trading platform, service or app: the token's `azp`
/// @param perUser of one person: the token's `sub`
/// @param perAddress of callers without a token, by network address
@ConfigurationProperties("bidseal.limits")
public record LimitProperties(Limit perClient, Limit perUser, Limit perAddress) {

  /// A token bucket.
  ///
  /// @param rate requests a second
  /// @param burst requests that may come at once
  public record Limit(int rate, int burst) {}
}
