package io.connwarden.monitor.wiring;

import io.connwarden.configuration.ConfigurationReader;
import io.connwarden.doctor.Doctor;
import io.connwarden.doctor.ReadinessGauge;
import io.connwarden.doctor.StartupDiagnosis;
import io.connwarden.doctor.StartupDiagnostics;
import io.connwarden.doctor.finding.Capability;
import io.connwarden.monitor.config.MonitorConfiguration;
import io.connwarden.sql.target.TargetSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** The doctor's visit to every target when the monitor has started: a line in the log, and a metric. */
@Configuration(proxyBeanMethods = false)
class DoctorWiring {
    @Bean
    StartupDiagnosis startupDiagnosis(MonitorConfiguration configuration, MeterRegistry registry) {
        StartupDiagnosis diagnosis = new StartupDiagnosis(new Doctor(InstantSource.system()), Capability.MONITOR);
        configuration.targets().forEach(target -> ReadinessGauge.register(registry, diagnosis, target.id()));
        return diagnosis;
    }

    @Bean
    StartupDiagnostics startupDiagnostics(
            StartupDiagnosis diagnosis,
            MonitorConfiguration configuration,
            ConfigurableEnvironment environment,
            LatestHealth latestHealth) {
        boolean enabled = new ConfigurationReader(environment).doctor().atStart();
        List<TargetSettings> targets = enabled ? configuration.targets() : List.of();
        return StartupDiagnostics.of(
                diagnosis, targets, target -> latestHealth.of(target.id()).isPresent());
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> startDiagnosticsWhenReady(StartupDiagnostics diagnostics) {
        return ready -> diagnostics.start();
    }
}
