package io.connwarden.actuator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.CommandParameters;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A topic that Kafka does not know. Its records are the first in the outbox. */
class UnwritableTopicIT {
    private ActuatorTestEnvironment environment;
    private ConfigurableApplicationContext actuator;
    private String missing;

    @BeforeEach
    void start() {
        environment = new ActuatorTestEnvironment();
        missing = environment.topics.prefix() + "missing";
        actuator = environment.startActuator("spring.kafka.producer.properties.max.block.ms=1000");
        environment.execute(new CommandParameters.Status());
        environment.store.update(
                "INSERT INTO outbox (topic, key, headers, value) SELECT ?, key, headers, value FROM outbox LIMIT 1",
                missing);
    }

    @AfterEach
    void stop() {
        actuator.close();
        environment.close();
    }

    @Test
    void results_are_published_while_another_topic_cannot_be_written() {
        for (int i = 0; i < 3; i++) {
            assertThat(environment.execute(new CommandParameters.Status()).outcome())
                    .isEqualTo(CommandOutcome.COMPLETED);
        }
        assertThat(pendingRecords()).isEqualTo(1);
        environment.createTopic(missing);
        await().atMost(ActuatorTestEnvironment.MAX_WAIT).until(() -> Objects.equals(0, pendingRecords()));
    }

    private Integer pendingRecords() {
        return environment.store.queryForObject(
                "SELECT count(*) FROM outbox WHERE topic = ? AND sent_at IS NULL", Integer.class, missing);
    }
}
