package io.connwarden.actuator.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.runtime.ShutdownSignal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/** A partition that cannot be read is tried again after growing delays, and the other partitions are read. */
class UnreadablePartitionsTest {
    private static final TopicPartition BROKEN = new TopicPartition("commands", 1);
    private static final TopicPartition OTHER = new TopicPartition("commands", 11);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));
    private final ConsumerProgress progress = new ConsumerProgress("commands", now::get);
    private final UnreadablePartitions unreadable = progress.unreadable();

    @Test
    void the_delay_between_attempts_grows_up_to_a_minute() {
        for (int seconds : new int[] {5, 10, 20, 40, 60, 60}) {
            unreadable.onFailure(BROKEN, 7, "no codec");
            advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(unreadable.takeDue()).isEmpty();
            advance(Duration.ofMillis(1));
            assertThat(unreadable.takeDue()).containsExactly(BROKEN);
            assertThat(unreadable.takeDue()).as("an attempt is in progress").isEmpty();
        }
    }

    @Test
    void a_consumer_with_such_a_partition_fails_although_it_stores_batches_of_others() {
        unreadable.onFailure(BROKEN, 7, "no codec");
        advance(Duration.ofMinutes(2));
        progress.onBatchStart();
        progress.onSuccess();
        progress.onNothingPending();
        assertThat(progress.failing()).contains(Duration.ofMinutes(2));
        assertThat(progress.cause())
                .isEqualTo("partition commands-1 cannot be read from offset 7 on, for 2 min (no codec)");
        unreadable.onRead(List.of(OTHER));
        assertThat(progress.failing()).isPresent();
        unreadable.onRead(List.of(BROKEN));
        assertThat(progress.failing()).isEmpty();
    }

    @Test
    void a_partition_that_moved_to_another_instance_is_no_failure_and_is_not_left_paused() {
        unreadable.onFailure(BROKEN, 7, "no codec");
        unreadable.onRevoked(List.of(BROKEN, OTHER));
        assertThat(progress.failing()).isEmpty();
        assertThat(unreadable.takeDue()).containsExactly(BROKEN);
        assertThat(unreadable.takeDue()).isEmpty();
    }

    @Test
    void an_attempt_that_finds_no_record_any_more_ends_the_failure() {
        unreadable.onFailure(BROKEN, 7, "no codec");
        unreadable.onIdle();
        assertThat(progress.failing()).as("the partition is paused").isPresent();
        advance(Duration.ofSeconds(5));
        assertThat(unreadable.takeDue()).containsExactly(BROKEN);
        unreadable.onIdle();
        assertThat(progress.failing()).as("the attempt has just started").isPresent();
        advance(Duration.ofSeconds(11));
        unreadable.onIdle();
        assertThat(progress.failing()).isEmpty();
    }

    @Test
    void the_partition_is_found_in_the_exception_of_the_client() {
        Exception failure = new KafkaException("Received exception when fetching the next record from " + OTHER
                + ". If needed, please seek past the record to continue consumption.");
        assertThat(FailedPartition.find(failure, List.of(BROKEN, OTHER))).contains(OTHER);
        assertThat(FailedPartition.find(new KafkaException("wrapped", failure), List.of(BROKEN, OTHER)))
                .contains(OTHER);
        assertThat(FailedPartition.find(
                        new KafkaException("Record batch for partition commands-1 at offset 7 is invalid"),
                        List.of(OTHER, BROKEN)))
                .contains(BROKEN);
        assertThat(FailedPartition.find(
                        new KafkaException("expired before the position for partition commands-1 could be determined"),
                        List.of(BROKEN)))
                .isEmpty();
    }

    @Test
    void a_failed_poll_pauses_its_partition_only_and_skips_no_record() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
        consumer.assign(List.of(BROKEN, OTHER));
        consumer.updateBeginningOffsets(Map.of(BROKEN, 0L, OTHER, 0L));
        consumer.seek(BROKEN, 7);
        consumer.seek(OTHER, 3);
        consumer.addRecord(new ConsumerRecord<>("commands", OTHER.partition(), 3, null, new byte[0]));
        consumer.addRecord(new ConsumerRecord<>("commands", BROKEN.partition(), 8, null, new byte[0]));
        KafkaMessageListenerContainer<byte[], byte[]> container = container();

        handler().handleOtherException(failure(), consumer, container, true);

        assertThat(container.isPartitionPauseRequested(BROKEN)).isTrue();
        assertThat(container.isPartitionPauseRequested(OTHER)).isFalse();
        assertThat(consumer.position(BROKEN)).isEqualTo(7);
        assertThat(consumer.position(OTHER)).isEqualTo(3);
        assertThat(consumer.paused()).isEmpty();
        assertThat(progress.cause()).contains("commands-1 cannot be read from offset 7 on");
    }

    @Test
    void a_failed_poll_without_a_partition_is_a_failure_of_the_consumer() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
        handler().handleOtherException(new KafkaException("the broker is away"), consumer, container(), true);
        assertThat(progress.failing()).isPresent();
        assertThat(progress.cause()).contains("the broker is away");
    }

    private static KafkaException failure() {
        return new KafkaException("Received exception when fetching the next record from " + BROKEN
                + ". If needed, please seek past the record to continue consumption.");
    }

    private RetryForeverErrorHandler handler() {
        return new RetryForeverErrorHandler(
                "commands", progress, new ShutdownSignal(), new ActuatorMetrics(new SimpleMeterRegistry()));
    }

    private static KafkaMessageListenerContainer<byte[], byte[]> container() {
        return new KafkaMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(Map.of()), new ContainerProperties("commands"));
    }

    private void advance(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }
}
