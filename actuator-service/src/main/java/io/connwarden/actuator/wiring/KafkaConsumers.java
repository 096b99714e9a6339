package io.connwarden.actuator.wiring;

import io.connwarden.runtime.OutageLog;
import io.connwarden.runtime.RetryBackOff;
import io.connwarden.runtime.ShutdownException;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.runtime.TopicProvisioner;
import io.connwarden.runtime.TopicProvisioningResult.KafkaDown;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.util.backoff.BackOffExecution;

/** The consumers of commands and health events. They start after the topics were provisioned. */
class KafkaConsumers {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaConsumers.class);

    private final TopicProvisioner topics;
    private final List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers;
    private final ShutdownSignal shutdown;

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
        containers.forEach(ConcurrentMessageListenerContainer::start);
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

    void stop() {
        containers.forEach(ConcurrentMessageListenerContainer::stop);
    }
}
