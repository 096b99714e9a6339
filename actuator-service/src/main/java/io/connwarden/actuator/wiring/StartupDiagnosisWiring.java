package io.connwarden.actuator.wiring;

import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.connection.EmergencyConnections;
import io.connwarden.configuration.ConfigurationReader;
import io.connwarden.doctor.Doctor;
import io.connwarden.doctor.ReadinessGauge;
import io.connwarden.doctor.StartupDiagnosis;
import io.connwarden.doctor.StartupDiagnostics;
import io.connwarden.doctor.finding.Capability;
import io.connwarden.sql.target.TargetSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The start-up diagnosis of every target, after its emergency connection is open. It produces a log line and a metric.
 */
@Configuration(proxyBeanMethods = false)
class StartupDiagnosisWiring {
    @Bean
    StartupDiagnosis startupDiagnosis(Targets targets, MeterRegistry registry) {
        StartupDiagnosis diagnosis = new StartupDiagnosis(new Doctor(InstantSource.system()), Capability.RECLAIM);
        targets.ids().forEach(target -> ReadinessGauge.register(registry, diagnosis, target));
        return diagnosis;
    }

    @Bean
    StartupDiagnostics startupDiagnostics(
            StartupDiagnosis diagnosis,
            Targets targets,
            EmergencyConnections connections,
            ConfigurableEnvironment environment) {
        boolean wanted = new ConfigurationReader(environment).doctor().atStart();
        List<TargetSettings> visited = wanted
                ? targets.all().stream().map(TargetConfiguration::settings).toList()
                : List.of();
        return StartupDiagnostics.of(diagnosis, visited, target -> connections.isOpen(target.id()));
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> startDiagnosticsWhenReady(StartupDiagnostics diagnostics) {
        return ready -> diagnostics.start();
    }
}
