package io.connwarden.actuator.wiring;

import io.connwarden.actuator.config.ActuatorConfiguration;
import io.connwarden.actuator.config.ActuatorSettings;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.contracts.Topics;
import io.connwarden.runtime.ShutdownSignal;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that all parts share. The configuration was read before the first bean. */
@Configuration(proxyBeanMethods = false)
class ConfigurationWiring {

    @Bean
    ActuatorSettings actuatorSettings(ActuatorConfiguration configuration) {
        return configuration.actuator();
    }

    @Bean
    Targets targets(ActuatorConfiguration configuration) {
        return configuration.targets();
    }

    @Bean
    Topics topics(ActuatorConfiguration configuration) {
        return configuration.topicSettings().names();
    }

    /** Microseconds, the precision of the log store: a time read back equals the time written. */
    @Bean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    }

    @Bean
    ShutdownSignal shutdownSignal() {
        return new ShutdownSignal();
    }

    @Bean
    ActuatorMetrics actuatorMetrics(MeterRegistry registry) {
        return new ActuatorMetrics(registry);
    }
}
