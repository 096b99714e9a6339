package io.connwarden.actuator.wiring;

import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.runtime.OutageLog;
import io.connwarden.runtime.RetryBackOff;
import io.connwarden.runtime.RootCause;
import io.connwarden.runtime.ShutdownException;
import io.connwarden.runtime.ShutdownSignal;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.BackOffExecution;

/**
 * The error handler that retries a failed batch without a limit. The consumer seeks to the first record of the batch
 * and backs off. The delay stays far below {@code max.poll.interval.ms}. A partition that cannot be read is paused
 * alone, so that the others are read.
 */
class RetryForeverErrorHandler implements CommonErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RetryForeverErrorHandler.class);

    private final String name;
    private final ConsumerProgress progress;
    private final ShutdownSignal shutdown;
    private final ActuatorMetrics metrics;
    private final OutageLog outage;
    private BackOffExecution delays = RetryBackOff.standard().start();

    RetryForeverErrorHandler(String name, ConsumerProgress progress, ShutdownSignal shutdown, ActuatorMetrics metrics) {
        this.name = name;
        this.progress = progress;
        this.shutdown = shutdown;
        this.metrics = metrics;
        this.outage = new OutageLog(
                LOG,
                "Consumer " + name + " cannot write records to the log store. Later records wait in Kafka and no record"
                        + " is lost; the same batch is retried",
                "Consumer " + name + " writes records to the log store again");
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
        String cause = RootCause.describe(failure);
        progress.onFailure(cause);
        metrics.recordStoreFailure();
        outage.recordFailure(cause);
        backOff();
    }

    @Override
    public void handleOtherException(
            Exception failure, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
        String cause = RootCause.describe(failure);
        Optional<FailedPartition> failed = FailedPartition.find(failure, consumer);
        if (failed.isPresent()) {
            isolate(failed.get(), cause, consumer, container);
            return;
        }
        LOG.atLevel(progress.failing().isEmpty() ? Level.WARN : Level.DEBUG)
                .log(
                        "Consumer {} could not poll or commit. No record is lost; the next poll follows after a delay."
                                + " Cause: {}",
                        name,
                        cause);
        progress.onFailure(cause);
        backOff();
    }

    private void isolate(
            FailedPartition failed, String cause, Consumer<?, ?> consumer, MessageListenerContainer container) {
        progress.unreadable().onFailure(failed.partition(), failed.offset(), cause);
        container.pausePartition(failed.partition());
        try {
            failed.discardFetched(consumer);
        } catch (KafkaException | IllegalStateException e) {
            LOG.debug("Fetched data of partition {} not discarded", failed.partition(), e);
        }
    }

    private void backOff() {
        try {
            shutdown.backOff(delays);
        } catch (ShutdownException e) {
            // The container is stopping; the records stay uncommitted.
        }
    }

    @Override
    public void clearThreadState() {
        delays = RetryBackOff.standard().start();
        outage.recordSuccess();
    }
}
