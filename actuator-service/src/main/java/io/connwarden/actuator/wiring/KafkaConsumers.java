package io.connwarden.actuator.wiring;

import java.util.List;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** The consumers of commands and health events. They start after the topics exist. */
record KafkaConsumers(TopicProvisioner topics, List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers) {
    KafkaConsumers {
        containers = List.copyOf(containers);
    }

    void start() {
        topics.provision();
        containers.forEach(ConcurrentMessageListenerContainer::start);
    }

    void stop() {
        containers.forEach(ConcurrentMessageListenerContainer::stop);
    }
}
