package io.connwarden.actuator.wiring;

import io.connwarden.actuator.intake.BatchIntake;
import io.connwarden.actuator.metrics.FlowMetrics;
import io.connwarden.actuator.pace.Rest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchAcknowledgingMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.support.Acknowledgment;

/**
 * Listens in batches and commits offsets by hand, after the batch is safe. Starts from the earliest record: what was sent
 * before the first start is waiting, too.
 */
class BatchListening {
    private static final String DEFAULT_GROUP = "connwarden-actuator";
    private static final Duration RETRY_WITHOUT_RIGHTS = Duration.ofSeconds(10);

    private final Map<String, Object> configured;
    private final Rest rest;
    private final FlowMetrics metrics;

    BatchListening(ConsumerFactory<?, ?> configured, Rest rest, FlowMetrics metrics) {
        this.configured = configured.getConfigurationProperties();
        this.rest = rest;
        this.metrics = metrics;
    }

    ConcurrentMessageListenerContainer<byte[], byte[]> container(
            String name, ContainerProperties properties, BatchIntake intake) {
        properties.setGroupId(group() + "-" + name);
        properties.setAckMode(ContainerProperties.AckMode.MANUAL);
        properties.setAuthExceptionRetryInterval(RETRY_WITHOUT_RIGHTS);
        properties.setMessageListener(new Listener(intake));
        ConcurrentMessageListenerContainer<byte[], byte[]> container =
                new ConcurrentMessageListenerContainer<>(consumers(), properties);
        container.setBeanName(name);
        container.setAutoStartup(false);
        container.setCommonErrorHandler(new NothingIsSkipped(name, rest, metrics));
        return container;
    }

    private String group() {
        return Objects.toString(configured.get(ConsumerConfig.GROUP_ID_CONFIG), DEFAULT_GROUP);
    }

    private ConsumerFactory<byte[], byte[]> consumers() {
        Map<String, Object> properties = new HashMap<>(configured);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new DefaultKafkaConsumerFactory<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private record Listener(BatchIntake intake) implements BatchAcknowledgingMessageListener<byte[], byte[]> {
        @Override
        public void onMessage(List<ConsumerRecord<byte[], byte[]>> batch, @Nullable Acknowledgment acknowledgment) {
            intake.take(batch);
            Objects.requireNonNull(acknowledgment).acknowledge();
        }
    }
}
