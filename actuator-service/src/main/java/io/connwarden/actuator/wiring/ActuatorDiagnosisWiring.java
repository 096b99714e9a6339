package io.connwarden.actuator.wiring;

import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.connection.EmergencyConnections;
import io.connwarden.configuration.ConfigurationReader;
import io.connwarden.doctor.StartupDiagnostics;
import io.connwarden.doctor.reading.IntendedUse;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** The start-up diagnostics of the actuator, which wait for the emergency connection of a target. */
@Configuration(proxyBeanMethods = false)
class ActuatorDiagnosisWiring {
    @Bean
    StartupDiagnostics startupDiagnostics(
            Targets targets,
            EmergencyConnections connections,
            ConfigurableEnvironment environment,
            MeterRegistry registry) {
        return StartupDiagnostics.create(
                IntendedUse.RECLAIM,
                targets.all().stream().map(TargetConfiguration::settings).toList(),
                new ConfigurationReader(environment).doctor().atStart(),
                target -> connections.isOpen(target.id()),
                registry);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> startDiagnosticsWhenReady(StartupDiagnostics diagnostics) {
        return ready -> diagnostics.start();
    }
}
