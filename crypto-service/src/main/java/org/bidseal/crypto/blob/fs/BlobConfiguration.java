package org.bidseal.crypto.blob.fs;

import java.time.Clock;
import org.bidseal.crypto.blob.BlobStore;
import org.bidseal.servicedefaults.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The blob store of this service, unless another one is named.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BlobProperties.class)
@ConditionalOnProperty(name = "bidseal.blobs.store", havingValue = "fs", matchIfMissing = true)
class BlobConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(BlobConfiguration.class);

  @Bean
  BlobStore blobStore(BlobProperties properties, Ids ids, Clock clock) {
    var store =
        new FileSystemBlobStore(
            properties.folder(), properties.reserve().toBytes(), () -> ids.next().toString());
    int swept = store.sweepDrafts(clock.instant(), properties.draftAge());
    LOG.info("blob store at {}, {} abandoned drafts removed", properties.folder(), swept);
    return store;
  }
}
