package org.bidseal.keywrapping.rotation;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

@SpringBootConfiguration
@EnableAutoConfiguration
class RotationTestApplication {
  static final WrappedColumn SECRET =
      WrappedColumn.of("thing", "secret", "thing-secret", "thing_id", "edition");

  @Bean
  WrappedColumns things() {
    return WrappedColumns.of(SECRET);
  }
}
