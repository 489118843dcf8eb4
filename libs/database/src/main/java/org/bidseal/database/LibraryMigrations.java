package org.bidseal.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// Adds each library's migrations on the class path (`db/<library>/V0_….sql`) to Flyway's
/// locations.
final class LibraryMigrations implements FlywayConfigurationCustomizer {
  private static final Logger log = LoggerFactory.getLogger(LibraryMigrations.class);
  private static final String FILES = "classpath*:db/*/V0_*.sql";
  private static final Pattern DIRECTORY = Pattern.compile("db/([^/]+)/V0_[^/]+\\.sql$");

  @Override
  public void customize(FluentConfiguration configuration) {
    var locations = new TreeSet<String>();
    Arrays.stream(configuration.getLocations())
        .map(Location::getDescriptor)
        .forEach(locations::add);
    for (String library : libraries(configuration.getClassLoader())) {
      locations.add("classpath:db/" + library);
    }
    log.debug("Migrations from {}", locations);
    configuration.locations(locations.toArray(String[]::new));
  }

  private static Set<String> libraries(ClassLoader classLoader) {
    try {
      var libraries = new TreeSet<String>();
      for (Resource file :
          new PathMatchingResourcePatternResolver(classLoader).getResources(FILES)) {
        Matcher directory = DIRECTORY.matcher(file.getURL().getPath());
        if (directory.find()) {
          libraries.add(directory.group(1));
        }
      }
      return libraries;
    } catch (IOException e) {
      throw new UncheckedIOException("Unreadable migrations on the class path", e);
    }
  }
}
