package org.bidseal.crypto.blob.ledger;

import java.util.Map;
import java.util.UUID;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How much platforms may store, `bidseal.blobs.*`. Replicas have the same settings.
///
/// @param quota of a platform without one of its own
/// @param quotas of single platforms, by their ids
@ConfigurationProperties("bidseal.blobs")
public record QuotaProperties(
    @DefaultValue("1TB") DataSize quota, @DefaultValue Map<UUID, DataSize> quotas) {
  public QuotaProperties {
    quotas = Map.copyOf(quotas);
  }

  /// Bytes that the platform may store.
  long of(UUID platformId) {
    return quotas.getOrDefault(platformId, quota).toBytes();
  }
}
