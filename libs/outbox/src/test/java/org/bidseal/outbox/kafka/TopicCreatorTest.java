package org.bidseal.outbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.bidseal.events.Topics;
import org.bidseal.testsupport.servers.TestServers;
import org.junit.jupiter.api.Test;

class TopicCreatorTest {
  private static final Map<String, Object> SETTINGS =
      Map.of("bootstrap.servers", TestServers.get().kafkaBootstrap());

  private final String prefix = "t" + UUID.randomUUID() + ".";
  private final TopicCreator creator =
      new TopicCreator(
          () -> SETTINGS,
          new TopicProperties(true, 2, Map.of("bidseal.jobs", 5), (short) 1),
          new Topics(prefix));

  @Test
  void aWideTopicHasItsOwnNumberOfPartitions() throws Exception {
    creator.ensure(List.of(prefix + "bidseal.jobs", prefix + "bidseal.plain")).block();
    assertThat(partitions("bidseal.jobs")).isEqualTo(5);
    assertThat(partitions("bidseal.plain")).isEqualTo(2);
  }

  @Test
  void onlyAWideTopicGrows() throws Exception {
    try (Admin admin = Admin.create(SETTINGS)) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(prefix + "bidseal.jobs", 1, (short) 1),
                  new NewTopic(prefix + "bidseal.plain", 1, (short) 1)))
          .all()
          .get();
    }
    creator.ensure(List.of(prefix + "bidseal.jobs", prefix + "bidseal.plain")).block();
    assertThat(partitions("bidseal.jobs")).isEqualTo(5);
    assertThat(partitions("bidseal.plain")).isEqualTo(1);
  }

  private int partitions(String topic) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(SETTINGS)) {
      return Objects.requireNonNull(
              admin
                  .describeTopics(List.of(prefix + topic))
                  .allTopicNames()
                  .get()
                  .get(prefix + topic))
          .partitions()
          .size();
    }
  }
}
