package org.bidseal.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class TopicsTest {
  private final ApplicationContextRunner service =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(EventsAutoConfiguration.class));

  @Test
  void theTopicIsTheFirstSegmentOfTheType() {
    assertThat(Topics.plainName("org.bidseal.identity.person-verified.v1"))
        .isEqualTo("bidseal.identity");
    service.run(context ->
        assertThat(context.getBean(Topics.class).of("org.bidseal.crypto.bid.sealed.v12"))
            .isEqualTo("bidseal.crypto"));
  }

  @Test
  void aDeploymentMayPutAPrefixBefore() {
    service
        .withPropertyValues("bidseal.events.topic-prefix=test-")
        .run(context -> {
          Topics topics = context.getBean(Topics.class);
          assertThat(topics.of("org.bidseal.seal.seal-approved.v1")).isEqualTo("test-bidseal.seal");
          assertThat(topics.named("bidseal.seal")).isEqualTo("test-bidseal.seal");
        });
  }

  @Test
  void deadLettersHaveATopicOfTheirOwn() {
    assertThat(Topics.deadLetters("bidseal.seal")).isEqualTo("bidseal.seal.dlt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "org.bidseal.identity",
        "org.bidseal.identity.v1",
        "org.bidseal.identity.person-verified",
        "org.bidseal.identity.person-verified.v0",
        "org.bidseal.Identity.person-verified.v1",
        "com.example.identity.person-verified.v1",
        "org.bidseal.identity.person verified.v1"
      })
  void whatIsNoTypeHasNoTopic(String type) {
    assertThatThrownBy(() -> Topics.plainName(type)).isInstanceOf(IllegalArgumentException.class);
  }
}
