package org.bidseal.sessionframes;

import java.util.UUID;
import java.util.function.Predicate;
import org.bidseal.websecurity.Person;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Mono;

/// A service whose sessions may be followed by persons, but for one session.
@SpringBootApplication
public class SessionFramesTestApplication {
  /// The session that nobody may follow.
  public static final UUID FORBIDDEN = UUID.fromString("00000000-0000-7000-8000-000000000403");

  @Bean
  SessionFrameAccess access() {
    Predicate<UUID> open = id -> !id.equals(FORBIDDEN);
    return (sessionId, caller) -> Mono.just(caller instanceof Person && open.test(sessionId));
  }
}
