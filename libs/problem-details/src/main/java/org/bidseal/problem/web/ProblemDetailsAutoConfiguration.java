package org.bidseal.problem.web;

import jakarta.validation.ValidatorFactory;
import org.bidseal.problem.ProblemTranslator;
import org.bidseal.servicedefaults.CurrentTrace;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/// Every service answers its errors as problems.
@AutoConfiguration(
    afterName = {
      "org.bidseal.servicedefaults.ServiceDefaultsAutoConfiguration",
      "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
      "org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public final class ProblemDetailsAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  ProblemRenderer problemRenderer(
      ObjectProvider<ProblemTranslator> translators,
      ValidatorFactory validators,
      CurrentTrace trace,
      JsonMapper json) {
    var validation = new ValidationErrors(validators.getMessageInterpolator());
    var translation = new Translation(translators.orderedStream().toList(), validation);
    return new ProblemRenderer(translation, trace, json);
  }

  @Bean
  ProblemExceptionHandler problemExceptionHandler(ProblemRenderer renderer) {
    return new ProblemExceptionHandler(renderer);
  }
}
