package org.bidseal.servicedefaults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// Adds every `META-INF/bidseal-defaults.yml` of the class path below all other configuration: each
/// library brings the defaults of what it sets up, and a service's `application.yml`, its
/// environment and its command line override them key by key.
final class SharedDefaults implements EnvironmentPostProcessor, Ordered {
  private static final String LOCATION = "classpath*:META-INF/bidseal-defaults.yml";

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    try {
      var resolver = new PathMatchingResourcePatternResolver(application.getClassLoader());
      Resource[] found = resolver.getResources(LOCATION);
      // One order on every machine, though no two libraries should set the same key.
      Arrays.sort(found, Comparator.comparing(Resource::getDescription));
      var loader = new YamlPropertySourceLoader();
      for (Resource resource : found) {
        List<PropertySource<?>> sources = loader.load(resource.getDescription(), resource);
        sources.forEach(environment.getPropertySources()::addLast);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Unreadable defaults of a library", e);
    }
  }
}
