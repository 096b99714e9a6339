package io.connwarden.actuator.wiring;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** The health of the Kafka consumers. */
record KafkaHealthIndicator(List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers)
        implements HealthIndicator {

    @Override
    public Health health() {
        Health.Builder answer = Health.up();
        for (ConcurrentMessageListenerContainer<byte[], byte[]> container : containers) {
            boolean reading = container.isRunning() && container.isInExpectedState();
            answer.withDetail(
                    container.getBeanName(),
                    reading ? container.getAssignedPartitions().size() + " partitions assigned" : "not reading");
            if (!reading) {
                answer.down();
            }
        }
        return answer.build();
    }
}
