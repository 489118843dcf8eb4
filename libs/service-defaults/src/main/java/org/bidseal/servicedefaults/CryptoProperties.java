package org.bidseal.servicedefaults;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Size of the {@link CryptoScheduler}.
///
/// @param threads number of threads; 0 (the default) means one per processor
/// @param queue number of tasks that may wait for a thread
@ConfigurationProperties("bidseal.crypto")
record CryptoProperties(@DefaultValue("0") int threads, @DefaultValue("1000") int queue) {
  CryptoProperties {
    if (threads < 0 || queue < 1) {
      throw new IllegalArgumentException(
          "bidseal.crypto: threads must not be negative, queue at least 1");
    }
  }

  int threadsOrProcessors() {
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }
}
