package org.bidseal.crypto.blob.s3;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// Where blobs lie if `bidseal.blobs.store` is `s3`: `bidseal.blobs.s3.*`.
///
/// @param bucket exists already; nothing else is in it
/// @param endpoint of a service that is not Amazon's
/// @param pathStyle whether the bucket stands in the path and not in the host's name
/// @param accessKey without it, the SDK's own chain of credentials is asked
/// @param connections at most, to the service
/// @param buffers of parts that are being filled, all together; who finds none is asked to come
///   again
/// @param timeout of one call, with its repetitions
/// @param draftAge from which an unfinished multipart upload counts as left behind; longer than
///   uploads live
@ConfigurationProperties("bidseal.blobs.s3")
public record S3Properties(
    String bucket,
    @Nullable URI endpoint,
    @DefaultValue("us-east-1") String region,
    @DefaultValue("true") boolean pathStyle,
    @Nullable String accessKey,
    @Nullable String secretKey,
    @DefaultValue("64") int connections,
    @DefaultValue("512MB") DataSize buffers,
    @DefaultValue("60s") Duration timeout,
    @DefaultValue("72h") Duration draftAge) {
  /// Without the keys.
  @Override
  public String toString() {
    return "S3Properties[" + bucket + " at " + endpoint + "]";
  }
}
