package org.bidseal.crypto.key;

import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.util.JsonRecyclerPools;

/// JSON buffers are used once. Recycled ones hold what they last held, a file key or a refresh's
/// factor as text, until another request happens to overwrite it (docs/custody.md).
@Configuration(proxyBeanMethods = false)
class ForgetfulJson {
  @Bean
  JsonFactoryBuilderCustomizer buffersAreUsedOnce() {
    return factory -> factory.recyclerPool(JsonRecyclerPools.nonRecyclingPool());
  }
}
