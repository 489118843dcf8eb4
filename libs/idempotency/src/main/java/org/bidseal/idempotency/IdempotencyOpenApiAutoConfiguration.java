package org.bidseal.idempotency;

import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import java.util.Arrays;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.web.method.HandlerMethod;

/// Writes the header into the API description.
@AutoConfiguration
@ConditionalOnClass(GlobalOperationCustomizer.class)
public class IdempotencyOpenApiAutoConfiguration {
  static {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(IdempotencyKey.class);
  }

  @Bean
  GlobalOperationCustomizer idempotencyKeyHeader() {
    return (operation, handler) ->
        takesKey(handler) ? operation.addParametersItem(header()) : operation;
  }

  private static boolean takesKey(HandlerMethod handler) {
    return Arrays.asList(handler.getMethod().getParameterTypes()).contains(IdempotencyKey.class);
  }

  private static HeaderParameter header() {
    var header = new HeaderParameter();
    header.name(IdempotencyKey.HEADER);
    header.required(true);
    header.description(
        "Chosen by the client for this one intent; repeat it when repeating the request.");
    header.schema(new StringSchema().minLength(1).maxLength(128));
    return header;
  }
}
