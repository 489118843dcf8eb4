package org.bidseal.signingexpectations;

import org.bidseal.servicecalls.ServiceCalls;
import org.bidseal.servicecalls.ServiceCallsAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/// Provides [SigningExpectations].
@AutoConfiguration(after = ServiceCallsAutoConfiguration.class)
public final class SigningExpectationsAutoConfiguration {
  @Bean
  SigningExpectations signingExpectations(ServiceCalls calls) {
    return new SigningExpectations(calls);
  }
}
