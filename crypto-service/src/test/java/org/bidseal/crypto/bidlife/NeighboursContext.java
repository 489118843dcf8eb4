package org.bidseal.crypto.bidlife;

import java.util.List;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/// Points every service under test in this module at the {@link Neighbours}. All of them share one
/// database and one Kafka consumer group, so a job of one test may be done by the context of
/// another.
public final class NeighboursContext implements ContextCustomizerFactory {
  @Override
  public ContextCustomizer createContextCustomizer(
      Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
    return new Customizer();
  }

  private record Customizer() implements ContextCustomizer {
    @Override
    public void customizeContext(
        ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
      String url = Neighbours.get().url();
      TestPropertyValues.of(
              "bidseal.services.identity-service.url=" + url,
              "bidseal.services.signing-service.url=" + url,
              "bidseal.services.qr-session-service.url=" + url)
          .applyTo(context);
    }
  }
}
