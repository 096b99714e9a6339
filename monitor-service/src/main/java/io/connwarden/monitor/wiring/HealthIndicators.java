package io.connwarden.monitor.wiring;

import io.connwarden.contracts.message.Health;
import io.connwarden.monitor.config.MonitorConfiguration;
import io.connwarden.monitor.lifecycle.TargetMonitors;
import io.connwarden.monitor.publishing.KafkaConnectionState;
import io.connwarden.monitor.publishing.KafkaConnectionState.KafkaState;
import io.connwarden.monitor.sampling.LatestHealth;
import io.connwarden.sql.target.TargetSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The health indicators of the monitor at {@code /actuator/health}, named after their beans without the suffix. */
@Configuration(proxyBeanMethods = false)
class HealthIndicators {

    /** Reports down while Kafka is down, because no sample is published then. */
    @Bean
    HealthIndicator kafkaHealthIndicator(KafkaConnectionState connection) {
        return () -> describe(connection.state());
    }

    /**
     * Always up, because an unhealthy target is not a fault of the monitor. The details contain the status of each
     * target.
     */
    @Bean
    HealthIndicator targetsHealthIndicator(MonitorConfiguration configuration, LatestHealth latestHealth) {
        return () -> {
            Map<String, Object> statuses = new LinkedHashMap<>();
            for (TargetSettings target : configuration.targets()) {
                statuses.put(
                        target.id(),
                        latestHealth
                                .of(target.id())
                                .map(Health::status)
                                .map(Enum::name)
                                .orElse("NOT_SAMPLED_YET"));
            }
            return org.springframework.boot.health.contributor.Health.up()
                    .withDetails(statuses)
                    .build();
        };
    }

    /** Reports down when a monitor thread has ended without a stop; only a restart recovers it. */
    @Bean
    HealthIndicator monitorThreadsHealthIndicator(TargetMonitors monitors) {
        return () -> {
            List<String> terminated = monitors.targetsWithoutThread();
            return terminated.isEmpty()
                    ? org.springframework.boot.health.contributor.Health.up().build()
                    : org.springframework.boot.health.contributor.Health.down()
                            .withDetail("withoutThread", terminated)
                            .build();
        };
    }

    private static org.springframework.boot.health.contributor.Health describe(KafkaState state) {
        if (state instanceof KafkaState.Up up) {
            return org.springframework.boot.health.contributor.Health.up()
                    .withDetail("since", up.since().toString())
                    .build();
        }
        if (state instanceof KafkaState.Down down) {
            return org.springframework.boot.health.contributor.Health.down()
                    .withDetail("since", down.since().toString())
                    .withDetail("reason", down.reason())
                    .build();
        }
        return org.springframework.boot.health.contributor.Health.unknown().build();
    }
}
