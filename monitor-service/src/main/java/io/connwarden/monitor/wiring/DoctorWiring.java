package io.connwarden.monitor.wiring;

import io.connwarden.configuration.ConfigurationReader;
import io.connwarden.doctor.Doctor;
import io.connwarden.doctor.FirstVisit;
import io.connwarden.doctor.Rounds;
import io.connwarden.doctor.assessment.Verdict;
import io.connwarden.doctor.finding.Duty;
import io.connwarden.monitor.config.MonitorConfiguration;
import io.connwarden.sql.target.TargetSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
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
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Bean
    FirstVisit firstVisit(MonitorConfiguration configuration, MeterRegistry registry) {
        FirstVisit visit = new FirstVisit(new Doctor(InstantSource.system()), Duty.WATCH);
        configuration.targets().forEach(target -> register(registry, visit, target.id()));
        return visit;
    }

    @Bean
    Rounds rounds(
            FirstVisit visit, MonitorConfiguration configuration, ConfigurableEnvironment environment, LastSeen seen) {
        boolean wanted = new ConfigurationReader(environment).doctor().atStart();
        List<TargetSettings> targets = wanted ? configuration.targets() : List.of();
        return new Rounds(visit::to, targets, target -> seen.of(target.id()).isPresent(), PATIENCE, AGAIN);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> beginRounds(Rounds rounds) {
        return ready -> rounds.start();
    }

    private static void register(MeterRegistry registry, FirstVisit visit, String target) {
        Gauge.builder(
                        "connwarden.doctor.verdict",
                        visit,
                        told -> told.verdict(target)
                                .map(Verdict::code)
                                .map(Integer::doubleValue)
                                .orElse(Double.NaN))
                .description("What the doctor found at the start: 0 ready, 1 works with limits, 2 not able")
                .tag("target", target)
                .register(registry);
    }
}
