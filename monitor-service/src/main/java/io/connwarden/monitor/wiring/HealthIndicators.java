package io.connwarden.monitor.wiring;

import io.connwarden.contracts.message.Health;
import io.connwarden.monitor.config.MonitorConfiguration;
import io.connwarden.monitor.publishing.KafkaConnectionState;
import io.connwarden.monitor.publishing.KafkaConnectionState.State;
import io.connwarden.sql.target.TargetSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the monitor says of itself under {@code /actuator/health}. The names shown are those of the beans, less the suffix. */
@Configuration(proxyBeanMethods = false)
class HealthIndicators {

    /** Down while Kafka does not take what we send: what we see helps nobody then. */
    @Bean
    HealthIndicator kafkaHealthIndicator(KafkaConnectionState connection) {
        return () -> describe(connection.state());
    }

    /** Always up: an unhealthy target is what a monitor is for, not a fault of it. The details tell each status. */
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
                                .orElse("NOT_YET_SEEN"));
            }
            return org.springframework.boot.health.contributor.Health.up()
                    .withDetails(statuses)
                    .build();
        };
    }

    /** Down when a watch has ended by itself: only a restart helps then. */
    @Bean
    HealthIndicator watchesHealthIndicator(TargetMonitors monitors) {
        return () -> {
            List<String> terminated = monitors.targetsWithoutThread();
            return terminated.isEmpty()
                    ? org.springframework.boot.health.contributor.Health.up().build()
                    : org.springframework.boot.health.contributor.Health.down()
                            .withDetail("withoutThread", terminated)
                            .build();
        };
    }

    private static org.springframework.boot.health.contributor.Health describe(State state) {
        if (state instanceof State.Up up) {
            return org.springframework.boot.health.contributor.Health.up()
                    .withDetail("since", up.since().toString())
                    .build();
        }
        if (state instanceof State.Down away) {
            return org.springframework.boot.health.contributor.Health.down()
                    .withDetail("since", away.since().toString())
                    .withDetail("reason", away.reason())
                    .build();
        }
        return org.springframework.boot.health.contributor.Health.unknown().build();
    }
}
