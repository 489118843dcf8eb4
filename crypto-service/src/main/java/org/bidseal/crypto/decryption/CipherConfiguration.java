package org.bidseal.crypto.decryption;

import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The bulk cipher of this process, named in `/actuator/info`.
@Configuration(proxyBeanMethods = false)
class CipherConfiguration {
  @Bean
  @ConditionalOnMissingBean
  Sm4Gcm sm4Gcm() {
    return new BouncyCastleSm4Gcm();
  }

  @Bean
  InfoContributor cipherInfo(Sm4Gcm cipher) {
    return (Info.Builder info) -> info.withDetail("sm4", cipher.name());
  }
}
