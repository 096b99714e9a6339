package io.connwarden.actuator.wiring;

import io.connwarden.actuator.consumer.BatchConsumer;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.contracts.Topics;
import io.connwarden.runtime.ShutdownSignal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchAcknowledgingMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.support.Acknowledgment;

/**
 * The factory of batch listener containers that commit offsets after the batch is stored. A new group starts at the
 * earliest record, so that commands sent before the first start are read. Records of open and aborted transactions are
 * not read. The configuration cannot change this.
 */
class BatchListenerContainers {
    private static final String DEFAULT_GROUP = "actuator";
    private static final Duration AUTHORIZATION_RETRY_INTERVAL = Duration.ofSeconds(10);
    private static final Duration IDLE_EVENT_INTERVAL = Duration.ofSeconds(10);

    private final Map<String, Object> configured;
    private final Topics topics;
    private final ShutdownSignal shutdown;
    private final ActuatorMetrics metrics;

    BatchListenerContainers(
            ConsumerFactory<?, ?> configured, Topics topics, ShutdownSignal shutdown, ActuatorMetrics metrics) {
        this.configured = configured.getConfigurationProperties();
        this.topics = topics;
        this.shutdown = shutdown;
        this.metrics = metrics;
    }

    ConcurrentMessageListenerContainer<byte[], byte[]> create(
            String name, ContainerProperties properties, BatchConsumer intake) {
        properties.setGroupId(group() + "-" + name);
        properties.setAckMode(ContainerProperties.AckMode.MANUAL);
        properties.setAuthExceptionRetryInterval(AUTHORIZATION_RETRY_INTERVAL);
        ConsumerProgress progress = new ConsumerProgress(name, InstantSource.system());
        properties.setMessageListener(new Listener(intake, progress));
        properties.setConsumerRebalanceListener(new PartitionLoss(progress));
        properties.setIdleEventInterval(IDLE_EVENT_INTERVAL.toMillis());
        ConcurrentMessageListenerContainer<byte[], byte[]> container =
                new ConcurrentMessageListenerContainer<>(consumers(), properties);
        container.setBeanName(name);
        container.setAutoStartup(false);
        container.setCommonErrorHandler(new RetryForeverErrorHandler(name, progress, shutdown, metrics));
        return container;
    }

    /** Returns the configured group; by default one with the prefix of the topics, so that installations differ. */
    private String group() {
        return Objects.toString(configured.get(ConsumerConfig.GROUP_ID_CONFIG), topics.prefix() + DEFAULT_GROUP);
    }

    private ConsumerFactory<byte[], byte[]> consumers() {
        DefaultKafkaConsumerFactory<byte[], byte[]> factory = new DefaultKafkaConsumerFactory<>(
                consumerProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        factory.addPostProcessor(CodecErrorHandler::wrap);
        return factory;
    }

    Map<String, Object> consumerProperties() {
        Map<String, Object> properties = new HashMap<>(configured);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return properties;
    }

    /** The listener that reports the progress of a consumer. */
    record Listener(BatchConsumer consumer, ConsumerProgress progress)
            implements BatchAcknowledgingMessageListener<byte[], byte[]> {
        @Override
        public void onMessage(List<ConsumerRecord<byte[], byte[]>> batch, @Nullable Acknowledgment acknowledgment) {
            progress.onBatchStart();
            progress.unreadable().onRead(partitions(batch));
            try {
                consumer.consume(batch);
            } catch (Error e) { // the container would end its thread
                throw new IllegalStateException("Batch not stored: internal error", e);
            }
            progress.onSuccess();
            Objects.requireNonNull(acknowledgment).acknowledge();
        }

        private static Set<TopicPartition> partitions(List<ConsumerRecord<byte[], byte[]>> batch) {
            return batch.stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .collect(Collectors.toSet());
        }
    }

    /** The listener that ends a failure, because another instance reads its batch. */
    private record PartitionLoss(ConsumerProgress progress) implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            progress.onNothingPending();
            progress.unreadable().onRevoked(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // The failure of a batch is recorded when the batch is read.
        }
    }
}
