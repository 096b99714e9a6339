package io.connwarden.actuator.wiring;

import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.config.WatchedTarget;
import io.connwarden.actuator.lane.Lanes;
import io.connwarden.configuration.ConfigurationReader;
import io.connwarden.doctor.Doctor;
import io.connwarden.doctor.FirstVisit;
import io.connwarden.doctor.Rounds;
import io.connwarden.doctor.VerdictGauge;
import io.connwarden.doctor.finding.Duty;
import io.connwarden.sql.target.TargetSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** The doctor's visit to every target when its lane is open: a line in the log, and a metric. */
@Configuration(proxyBeanMethods = false)
class DoctorWiring {
    @Bean
    FirstVisit firstVisit(Targets targets, MeterRegistry registry) {
        FirstVisit visit = new FirstVisit(new Doctor(InstantSource.system()), Duty.RECLAIM);
        targets.ids().forEach(target -> VerdictGauge.register(registry, visit, target));
        return visit;
    }

    @Bean
    Rounds rounds(FirstVisit visit, Targets targets, Lanes lanes, ConfigurableEnvironment environment) {
        boolean wanted = new ConfigurationReader(environment).doctor().atStart();
        List<TargetSettings> visited =
                wanted ? targets.all().stream().map(WatchedTarget::settings).toList() : List.of();
        return Rounds.of(visit, visited, target -> lanes.isOpen(target.id()));
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> beginRounds(Rounds rounds) {
        return ready -> rounds.start();
    }
}
