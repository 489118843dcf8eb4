package org.bidseal.crypto.decryption.run;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DecryptionProperties.class)
class RunConfiguration {}
