package io.connwarden.actuator.wiring;

import io.connwarden.actuator.acceptance.Acceptance;
import io.connwarden.actuator.acceptance.TargetStates;
import io.connwarden.actuator.acceptance.WorkBell;
import io.connwarden.actuator.action.FlowComposition;
import io.connwarden.actuator.action.FlowStore;
import io.connwarden.actuator.action.Workers;
import io.connwarden.actuator.alerting.AlertPolicy;
import io.connwarden.actuator.config.ActuatorConfiguration;
import io.connwarden.actuator.config.ActuatorSettings;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.health.HealthIntake;
import io.connwarden.actuator.intake.CommandIntake;
import io.connwarden.actuator.intake.DeadLetters;
import io.connwarden.actuator.lane.EmergencyLanes;
import io.connwarden.actuator.lane.Lanes;
import io.connwarden.actuator.metrics.FlowMetrics;
import io.connwarden.actuator.outbox.OutboxWriter;
import io.connwarden.actuator.outcome.AlertDesk;
import io.connwarden.actuator.outcome.Recorder;
import io.connwarden.actuator.pace.Bell;
import io.connwarden.actuator.pace.Rest;
import io.connwarden.actuator.recovery.Recovery;
import io.connwarden.actuator.store.StoreTransactions;
import io.connwarden.contracts.Topics;
import io.connwarden.sql.store.AlertWatches;
import io.connwarden.sql.store.Commands;
import io.connwarden.sql.store.ConnectionLog;
import io.connwarden.sql.store.Leases;
import io.connwarden.sql.store.Outbox;
import io.connwarden.sql.store.Pauses;
import io.connwarden.sql.store.RecentIntents;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The flow from a record read to a result written. */
@Configuration(proxyBeanMethods = false)
class FlowWiring {

    @Bean(destroyMethod = "")
    EmergencyLanes emergencyLanes(Targets targets, Clock clock) {
        return new EmergencyLanes(targets, clock);
    }

    @Bean
    OutboxWriter outboxWriter(Outbox outbox) {
        return new OutboxWriter(outbox);
    }

    @Bean
    Recorder recorder(ConnectionLog log, OutboxWriter outbox, Topics topics, ActuatorSettings settings) {
        return new Recorder(log, outbox, topics, settings.quiet());
    }

    @Bean
    AlertDesk alertDesk(
            ActuatorConfiguration configuration,
            AlertWatches watches,
            ConnectionLog log,
            OutboxWriter outbox,
            Topics topics) {
        return new AlertDesk(AlertPolicy.standard(configuration.alerting()), watches, log, outbox, topics);
    }

    @Bean
    TargetStates targetStates(Targets targets, Pauses pauses, RecentIntents recent, Commands commands, Lanes lanes) {
        return new TargetStates(targets, pauses, recent, commands, lanes::isOpen);
    }

    @Bean
    Acceptance acceptance(
            Targets targets,
            Commands commands,
            Pauses pauses,
            TargetStates states,
            Recorder recorder,
            FlowMetrics metrics) {
        return new Acceptance(targets, commands, pauses, states, recorder, metrics);
    }

    @Bean
    Workers workers(
            ActuatorSettings settings,
            Targets targets,
            Lanes lanes,
            FlowStore store,
            Recorder recorder,
            AlertDesk alerts,
            Bell relayBell,
            Rest rest,
            FlowMetrics metrics,
            Clock clock) {
        return FlowComposition.workers(
                settings, targets, lanes, store, recorder, alerts, relayBell, rest, metrics, clock);
    }

    @Bean
    CommandIntake commandIntake(
            Acceptance acceptance,
            Recorder recorder,
            DeadLetters deadLetters,
            StoreTransactions store,
            WorkBell workers,
            Bell relayBell,
            Clock clock) {
        return new CommandIntake(acceptance, recorder, deadLetters, store, workers, relayBell, clock);
    }

    @Bean
    HealthIntake healthIntake(
            Targets targets,
            ConnectionLog log,
            RecentIntents recent,
            Commands commands,
            AlertDesk alerts,
            Acceptance acceptance,
            Recorder recorder,
            DeadLetters deadLetters,
            StoreTransactions store,
            WorkBell workers,
            Bell relayBell,
            FlowMetrics metrics,
            Clock clock) {
        return new HealthIntake(
                targets,
                log,
                recent,
                commands,
                alerts,
                acceptance,
                recorder,
                deadLetters,
                store,
                workers,
                relayBell,
                metrics,
                clock);
    }

    @Bean
    Recovery recovery(Leases leases, WorkBell workers, ActuatorSettings settings, Rest rest) {
        return new Recovery(leases, workers, settings, rest);
    }
}
