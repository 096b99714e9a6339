package io.connwarden.monitor.wiring;

import io.connwarden.configuration.ConfigurationReader;
import io.connwarden.doctor.Doctor;
import io.connwarden.doctor.FirstVisit;
import io.connwarden.doctor.Rounds;
import io.connwarden.doctor.VerdictGauge;
import io.connwarden.doctor.finding.Duty;
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
    FirstVisit firstVisit(MonitorConfiguration configuration, MeterRegistry registry) {
        FirstVisit visit = new FirstVisit(new Doctor(InstantSource.system()), Duty.WATCH);
        configuration.targets().forEach(target -> VerdictGauge.register(registry, visit, target.id()));
        return visit;
    }

    @Bean
    Rounds rounds(
            FirstVisit visit, MonitorConfiguration configuration, ConfigurableEnvironment environment, LastSeen seen) {
        boolean wanted = new ConfigurationReader(environment).doctor().atStart();
        List<TargetSettings> targets = wanted ? configuration.targets() : List.of();
        return Rounds.of(visit, targets, target -> seen.of(target.id()).isPresent());
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> beginRounds(Rounds rounds) {
        return ready -> rounds.start();
    }
}
