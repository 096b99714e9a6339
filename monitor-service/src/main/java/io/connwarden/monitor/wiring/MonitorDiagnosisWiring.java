package io.connwarden.monitor.wiring;

import io.connwarden.configuration.ConfigurationReader;
import io.connwarden.doctor.StartupDiagnostics;
import io.connwarden.doctor.reading.IntendedUse;
import io.connwarden.monitor.config.MonitorConfiguration;
import io.connwarden.monitor.sampling.LatestHealth;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** The start-up diagnostics of the monitor, which wait for the first sample of a target. */
@Configuration(proxyBeanMethods = false)
class MonitorDiagnosisWiring {

    @Bean
    StartupDiagnostics startupDiagnostics(
            MonitorConfiguration configuration,
            LatestHealth latestHealth,
            ConfigurableEnvironment environment,
            MeterRegistry registry) {
        return StartupDiagnostics.create(
                IntendedUse.MONITOR,
                configuration.targets(),
                new ConfigurationReader(environment).doctor().atStart(),
                target -> latestHealth.of(target.id()).isPresent(),
                registry);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> startDiagnosticsWhenReady(StartupDiagnostics diagnostics) {
        return ready -> diagnostics.start();
    }
}
