package io.connwarden.actuator.wiring;

import io.connwarden.actuator.concurrent.BackOff;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.actuator.store.StoreFailures;
import io.connwarden.runtime.ShutdownException;
import io.connwarden.runtime.ShutdownSignal;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Retries a failed batch for ever. The consumer seeks to the first record of the batch and backs off. The delay stays
 * far below {@code max.poll.interval.ms}.
 */
class RetryForeverErrorHandler implements CommonErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RetryForeverErrorHandler.class);

    private final String name;
    private final ShutdownSignal shutdown;
    private final ActuatorMetrics metrics;
    private final BackOff backOff = BackOff.standard();
    private boolean failing;

    RetryForeverErrorHandler(String name, ShutdownSignal shutdown, ActuatorMetrics metrics) {
        this.name = name;
        this.shutdown = shutdown;
        this.metrics = metrics;
    }

    @Override
    public boolean seeksAfterHandling() {
        return true;
    }

    @Override
    public boolean isAckAfterHandle() {
        return false;
    }

    @Override
    public void handleBatch(
            Exception failure,
            ConsumerRecords<?, ?> batch,
            Consumer<?, ?> consumer,
            MessageListenerContainer container,
            Runnable invokeListener) {
        for (TopicPartition partition : batch.partitions()) {
            consumer.seek(partition, batch.records(partition).get(0).offset());
        }
        metrics.recordStoreFailure();
        if (!failing) {
            LOG.warn(
                    "Consumer {} paused: cannot store records, retrying the same batch, no record lost. Cause: {}",
                    name,
                    StoreFailures.rootMessage(failure));
            failing = true;
        }
        try {
            shutdown.sleep(backOff.next());
        } catch (ShutdownException e) {
            // The container is stopping; the records stay uncommitted.
        }
    }

    @Override
    public void handleOtherException(
            Exception failure, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
        LOG.warn("Consumer {} error, continuing. Cause: {}", name, StoreFailures.rootMessage(failure));
        try {
            shutdown.sleep(backOff.next());
        } catch (ShutdownException e) {
            // The container is stopping.
        }
    }

    @Override
    public void clearThreadState() {
        backOff.reset();
        failing = false;
    }
}
