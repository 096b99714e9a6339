package io.connwarden.actuator.wiring;

import io.connwarden.actuator.metrics.FlowMetrics;
import io.connwarden.actuator.pace.BackOff;
import io.connwarden.actuator.pace.Rest;
import io.connwarden.actuator.pace.Stopped;
import io.connwarden.actuator.store.StoreTrouble;
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
class NothingIsSkipped implements CommonErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(NothingIsSkipped.class);

    private final String name;
    private final Rest rest;
    private final FlowMetrics metrics;
    private final BackOff backOff = BackOff.standard();
    private boolean failing;

    NothingIsSkipped(String name, Rest rest, FlowMetrics metrics) {
        this.name = name;
        this.rest = rest;
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
        metrics.storeFailed();
        if (!failing) {
            LOG.warn("Reading {} waits, nothing is lost: {}", name, StoreTrouble.told(failure));
            failing = true;
        }
        try {
            rest.rest(backOff.next());
        } catch (Stopped e) {
            // The container is being stopped, and the records stay where they are.
        }
    }

    @Override
    public void handleOtherException(
            Exception failure, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
        LOG.warn("Reading {} is disturbed and goes on: {}", name, StoreTrouble.told(failure));
        try {
            rest.rest(backOff.next());
        } catch (Stopped e) {
            // The container is being stopped.
        }
    }

    @Override
    public void clearThreadState() {
        backOff.reset();
        failing = false;
    }
}
