package io.connwarden.actuator.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.consumer.BatchConsumer;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.actuator.wiring.BatchListenerContainers.Listener;
import io.connwarden.contracts.Topics;
import io.connwarden.runtime.ShutdownSignal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;

class ConsumerProgressTest {
    private final ConcurrentMessageListenerContainer<byte[], byte[]> container = container();
    private final ConsumerProgress progress =
            ((Listener) container.getContainerProperties().getMessageListener()).progress();

    @Test
    void a_failure_ends_when_the_partitions_move_to_another_instance() {
        ConsumerRebalanceListener listener = container.getContainerProperties().getConsumerRebalanceListener();
        List<TopicPartition> partitions = List.of(new TopicPartition("health", 0));
        listener.onPartitionsAssigned(partitions);
        progress.onFailure("the log store is away");
        assertThat(progress.failing()).isPresent();

        listener.onPartitionsRevoked(partitions);

        assertThat(progress.failing()).isEmpty();
    }

    @Test
    void a_failure_ends_when_partitions_are_lost() {
        progress.onFailure("the log store is away");

        container
                .getContainerProperties()
                .getConsumerRebalanceListener()
                .onPartitionsLost(List.of(new TopicPartition("health", 0)));

        assertThat(progress.failing()).isEmpty();
    }

    @Test
    void a_failure_ends_when_nothing_is_left_to_read() {
        progress.onFailure("the log store is away");

        KafkaConsumers.onEvent(
                new ListenerContainerIdleEvent(container, container, 10_000, "health", List.of(), null, false));

        assertThat(progress.failing()).isEmpty();
        assertThat(container.getContainerProperties().getIdleEventInterval()).isEqualTo(10_000);
    }

    private static ConcurrentMessageListenerContainer<byte[], byte[]> container() {
        BatchConsumer consumer = batch -> {};
        return new BatchListenerContainers(
                        new DefaultKafkaConsumerFactory<>(Map.of(ConsumerConfig.GROUP_ID_CONFIG, "test")),
                        Topics.withDefaultPrefix(),
                        new ShutdownSignal(),
                        new ActuatorMetrics(new SimpleMeterRegistry()))
                .create("health", new ContainerProperties("health"), consumer);
    }
}
