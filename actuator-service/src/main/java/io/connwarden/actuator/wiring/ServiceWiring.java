package io.connwarden.actuator.wiring;

import io.connwarden.actuator.action.Workers;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.lane.EmergencyLanes;
import io.connwarden.actuator.lane.Lanes;
import io.connwarden.actuator.outbox.Relay;
import io.connwarden.actuator.pace.Rest;
import io.connwarden.actuator.recovery.Recovery;
import io.connwarden.actuator.recovery.StoreUpkeep;
import io.connwarden.sql.store.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** The whole service. */
@Configuration(proxyBeanMethods = false)
@Import({ConfigurationWiring.class, StoreWiring.class, KafkaWiring.class, FlowWiring.class, DoctorWiring.class})
public class ServiceWiring {

    @Bean
    ServiceLifecycle serviceLifecycle(
            EmergencyLanes lanes,
            StoreOpening store,
            TopicsOpening topics,
            Workers workers,
            Relay relay,
            Recovery recovery,
            StoreUpkeep upkeep,
            OutboxGauges gauges,
            List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers,
            Rest rest) {
        return new ServiceLifecycle(lanes, store, topics, workers, relay, recovery, upkeep, gauges, containers, rest);
    }

    @Bean
    OutboxGauges outboxGauges(Outbox outbox, Rest rest, MeterRegistry registry) {
        return new OutboxGauges(outbox, rest, registry);
    }

    @Bean
    HealthIndicator kafka(List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers) {
        return new KafkaHealth(containers);
    }

    @Bean
    HealthIndicator lanes(Targets targets, Lanes lanes) {
        return new LanesHealth(targets, lanes);
    }
}
