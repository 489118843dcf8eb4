package org.bidseal.crypto.blob.s3;

import java.time.Clock;
import org.bidseal.crypto.blob.BlobStore;
import org.bidseal.crypto.blob.BlobStoreException;
import org.bidseal.crypto.blob.LastingDraft;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/// The blob store of this service, if `bidseal.blobs.store` is `s3`.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(S3Properties.class)
@ConditionalOnProperty(name = "bidseal.blobs.store", havingValue = "s3")
class S3Configuration {
  private static final Logger LOG = LoggerFactory.getLogger(S3Configuration.class);

  @Bean
  BlobStore blobStore(S3Properties properties, Clock clock) {
    S3BlobStore store = store(properties);
    try {
      int swept = store.sweepDrafts(clock.instant().minus(properties.draftAge()));
      LOG.info("blob store {}, {} abandoned drafts removed", properties, swept);
    } catch (BlobStoreException e) {
      // It may be back before the first bid comes; until then each use says that it is away.
      LOG.warn("blob store {} does not answer yet", properties, e);
    }
    return store;
  }

  static S3BlobStore store(S3Properties properties) {
    S3AsyncClient client = client(properties);
    long buffers = Math.max(1, properties.buffers().toBytes() / LastingDraft.CHUNK);
    return new S3BlobStore(
        new S3Objects(client, properties.bucket()), Math.toIntExact(buffers), client::close);
  }

  private static S3AsyncClient client(S3Properties properties) {
    var builder =
        S3AsyncClient.builder()
            .region(Region.of(properties.region()))
            .forcePathStyle(properties.pathStyle())
            .credentialsProvider(credentials(properties))
            // Newer checksums are not spoken by every service; TLS and the envelope's own tags
            // protect what is stored.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(o ->
                o.apiCallTimeout(properties.timeout())
                    .apiCallAttemptTimeout(properties.timeout().dividedBy(2)))
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder().maxConcurrency(properties.connections()));
    if (properties.endpoint() != null) {
      builder.endpointOverride(properties.endpoint());
    }
    return builder.build();
  }

  private static AwsCredentialsProvider credentials(S3Properties properties) {
    return properties.accessKey() == null || properties.secretKey() == null
        ? DefaultCredentialsProvider.builder().build()
        : StaticCredentialsProvider.create(
            AwsBasicCredentials.create(properties.accessKey(), properties.secretKey()));
  }
}
