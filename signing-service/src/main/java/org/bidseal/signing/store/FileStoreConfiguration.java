package org.bidseal.signing.store;

import java.nio.file.Path;
import org.bidseal.servicedefaults.Ids;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Opens the file store in `bidseal.blobs.folder`.
@Configuration(proxyBeanMethods = false)
class FileStoreConfiguration {
  @Bean
  FileStore fileStore(@Value("${bidseal.blobs.folder}") Path folder, Ids ids) {
    return new FileStore(folder, ids);
  }
}
