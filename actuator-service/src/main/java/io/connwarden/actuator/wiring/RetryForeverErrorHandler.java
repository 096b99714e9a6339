package io.connwarden.actuator.wiring;

import io.connwarden.actuator.concurrent.BackOff;
import io.connwarden.actuator.concurrent.ShutdownException;
import io.connwarden.actuator.concurrent.ShutdownSignal;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.actuator.store.StoreFailures;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * A batch that could not be made safe is read again, for ever: the consumer goes back to its first records and waits a
 * little longer each time, well below the interval after which the group would think it dead.
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
            LOG.warn("Reading {} waits, nothing is lost: {}", name, StoreFailures.rootMessage(failure));
            failing = true;
        }
        try {
            shutdown.sleep(backOff.next());
        } catch (ShutdownException e) {
            // The container is being stopped, and the records stay where they are.
        }
    }

    @Override
    public void handleOtherException(
            Exception failure, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
        LOG.warn("Reading {} is disturbed and goes on: {}", name, StoreFailures.rootMessage(failure));
        try {
            shutdown.sleep(backOff.next());
        } catch (ShutdownException e) {
            // The container is being stopped.
        }
    }

    @Override
    public void clearThreadState() {
        backOff.reset();
        failing = false;
    }
}
