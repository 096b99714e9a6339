package io.connwarden.actuator.wiring;

import io.connwarden.actuator.wiring.BatchListenerContainers.Listener;
import io.connwarden.runtime.OutageLog;
import io.connwarden.runtime.PeriodicTask;
import io.connwarden.runtime.RetryBackOff;
import io.connwarden.runtime.ShutdownException;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.runtime.TopicProvisioner;
import io.connwarden.runtime.TopicProvisioningResult.KafkaDown;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.event.ConsumerRetryAuthEvent;
import org.springframework.kafka.event.ConsumerRetryAuthSuccessfulEvent;
import org.springframework.kafka.event.KafkaEvent;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.util.backoff.BackOffExecution;

/** The consumers of commands and health events. They start after the topics were provisioned. */
class KafkaConsumers {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaConsumers.class);
    private static final Duration WATCHDOG_INTERVAL = Duration.ofSeconds(5);

    private final TopicProvisioner topics;
    private final List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers;
    private final ShutdownSignal shutdown;
    private boolean started;

    KafkaConsumers(
            TopicProvisioner topics,
            List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers,
            ShutdownSignal shutdown) {
        this.topics = topics;
        this.containers = List.copyOf(containers);
        this.shutdown = shutdown;
    }

    /** Returns when Kafka has answered and the consumers are started; retries until then. */
    void start() {
        try {
            provisionTopics();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShutdownException();
        }
        startContainers();
    }

    private synchronized void startContainers() {
        if (!shutdown.isShutDown()) {
            containers.forEach(ConcurrentMessageListenerContainer::start);
            started = true;
        }
    }

    /**
     * Returns the task that starts consumers again which have stopped by themselves, such as after an error, and that
     * lets a partition be read again which could not be read.
     */
    Runnable watchdogTask() {
        return new PeriodicTask(
                "Stopped consumers not started again",
                "Stopped consumers are started again",
                WATCHDOG_INTERVAL,
                shutdown,
                this::watch);
    }

    private void watch() {
        restartStopped();
        containers.forEach(
                container -> progress(container).unreadable().takeDue().forEach(container::resumePartition));
    }

    private synchronized void restartStopped() {
        if (!started) {
            return;
        }
        for (ConcurrentMessageListenerContainer<byte[], byte[]> container : containers) {
            if (!container.isRunning() || !container.isInExpectedState()) {
                LOG.error(
                        "Consumer {} has stopped by itself; no record is lost, the consumer is started again",
                        progress(container).name());
                container.stop();
                container.start();
            }
        }
    }

    /** Returns the progress of each consumer. */
    List<ConsumerProgress> progress() {
        return containers.stream().map(KafkaConsumers::progress).toList();
    }

    /**
     * Records if a consumer may read its topics, and if nothing is left to read. The container retries a refused read
     * without the error handler.
     */
    static void onEvent(KafkaEvent event) {
        if (event instanceof ConsumerRetryAuthEvent refused) {
            progress(refused.getContainer(ConcurrentMessageListenerContainer.class))
                    .onFailure("Kafka denied the read: " + refused.getReason());
        } else if (event instanceof ConsumerRetryAuthSuccessfulEvent || event instanceof ListenerContainerIdleEvent) {
            ConsumerProgress progress = progress(event.getContainer(ConcurrentMessageListenerContainer.class));
            progress.onNothingPending();
            progress.unreadable().onIdle();
        }
    }

    private static ConsumerProgress progress(ConcurrentMessageListenerContainer<?, ?> container) {
        return ((Listener) Objects.requireNonNull(
                        container.getContainerProperties().getMessageListener()))
                .progress();
    }

    private void provisionTopics() throws InterruptedException {
        OutageLog outage = new OutageLog(
                LOG,
                "Consumers are not started, because Kafka is unavailable; retrying; no record is lost",
                "Kafka available again, the start continues");
        BackOffExecution delays = RetryBackOff.standard().start();
        while (topics.ensureTopics() instanceof KafkaDown unavailable) {
            outage.recordFailure(unavailable.reason());
            shutdown.backOff(delays);
        }
        outage.recordSuccess();
    }

    synchronized void stop() {
        started = false;
        containers.forEach(ConcurrentMessageListenerContainer::stop);
    }
}
