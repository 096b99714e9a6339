package io.connwarden.actuator.wiring;

import io.connwarden.runtime.CompressionCodecs;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * The health of the Kafka consumers. It is down if a consumer does not read, or if records have waited behind an open
 * transaction for {@link ProgressHealthIndicator#MAX_FAILURE_TIME}. A codec that cannot be loaded is a detail.
 */
record KafkaHealthIndicator(
        List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers,
        CompressionCodecs codecs,
        OpenTransactions transactions)
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
        codecs.unusable().forEach(codec -> answer.withDetail("codec-" + codec.name(), codec.toString()));
        transactions.waitingTime().ifPresent(time -> addTransactions(time, answer));
        return answer.build();
    }

    private void addTransactions(Duration waitingTime, Health.Builder answer) {
        answer.withDetail("open-transactions", transactions.describe());
        if (waitingTime.compareTo(ProgressHealthIndicator.MAX_FAILURE_TIME) >= 0) {
            answer.down();
        }
    }
}
