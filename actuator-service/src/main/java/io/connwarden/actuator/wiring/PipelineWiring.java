package io.connwarden.actuator.wiring;

import io.connwarden.actuator.action.CommandPipeline;
import io.connwarden.actuator.action.CommandStore;
import io.connwarden.actuator.action.OutcomeRecorders;
import io.connwarden.actuator.action.OverdueCommands;
import io.connwarden.actuator.action.TargetWorkers;
import io.connwarden.actuator.alerting.AlertPolicy;
import io.connwarden.actuator.alerting.AlertRecorder;
import io.connwarden.actuator.background.BackgroundTasks;
import io.connwarden.actuator.background.FateCheck;
import io.connwarden.actuator.config.ActuatorConfiguration;
import io.connwarden.actuator.config.ActuatorSettings;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.connection.EmergencyConnections;
import io.connwarden.actuator.connection.PostgresEmergencyConnections;
import io.connwarden.actuator.connection.TargetReach;
import io.connwarden.actuator.health.AutomaticCommands;
import io.connwarden.actuator.health.DirectSampler;
import io.connwarden.actuator.health.DirectSampling;
import io.connwarden.actuator.health.HealthEventRecorder;
import io.connwarden.actuator.health.KafkaReach;
import io.connwarden.actuator.intake.IntakeTransactions;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.actuator.outbox.OutboxRelay;
import io.connwarden.actuator.outbox.OutboxWriter;
import io.connwarden.actuator.outcome.ResultRecorder;
import io.connwarden.contracts.Topics;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.runtime.Wakeup;
import io.connwarden.sql.store.AlertStates;
import io.connwarden.sql.store.ConnectionLog;
import io.connwarden.sql.store.DryRunSessions;
import io.connwarden.sql.store.Leases;
import io.connwarden.sql.store.Outbox;
import io.connwarden.sql.store.ReserveLease;
import io.connwarden.sql.store.StoreClock;
import io.connwarden.sql.store.WatchedTargets;
import java.time.Clock;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans between an accepted command and a result written. */
@Configuration(proxyBeanMethods = false)
class PipelineWiring {

    @Bean(destroyMethod = "")
    PostgresEmergencyConnections emergencyConnections(Targets targets, Clock clock, ReserveLease reserveLease) {
        return new PostgresEmergencyConnections(targets, clock, reserveLease);
    }

    @Bean
    TargetReach targetReach() {
        return new TargetReach(InstantSource.system());
    }

    @Bean
    OutboxWriter outboxWriter(Outbox outbox) {
        return new OutboxWriter(outbox);
    }

    @Bean
    ResultRecorder resultRecorder(ConnectionLog log, OutboxWriter outbox, Topics topics, ActuatorSettings settings) {
        return new ResultRecorder(log, outbox, topics, settings.noActionLogInterval());
    }

    @Bean
    AlertRecorder alertRecorder(
            ActuatorConfiguration configuration,
            AlertStates states,
            ConnectionLog log,
            OutboxWriter outbox,
            Topics topics) {
        return new AlertRecorder(AlertPolicy.standard(configuration.alerting()), states, log, outbox, topics);
    }

    @Bean
    OutcomeRecorders outcomeRecorders(
            ResultRecorder results,
            AlertRecorder alerts,
            ActuatorMetrics metrics,
            TargetReach reach,
            Wakeup outboxWakeup) {
        return new OutcomeRecorders(results, alerts, metrics, reach, outboxWakeup);
    }

    @Bean
    TargetWorkers workers(
            ActuatorConfiguration configuration,
            EmergencyConnections connections,
            CommandStore store,
            OutcomeRecorders recorders,
            ShutdownSignal shutdown,
            Clock clock) {
        return CommandPipeline.createWorkers(configuration, connections, store, recorders, shutdown, clock);
    }

    @Bean
    OverdueCommands overdueCommands(Targets targets, CommandStore store, OutcomeRecorders recorders, Clock clock) {
        return CommandPipeline.createOverdueCommands(targets, store, recorders, clock);
    }

    @Bean
    DirectSampling directSampling(
            Targets targets,
            WatchedTargets watchedTargets,
            StoreClock storeClock,
            DirectSampler sampler,
            KafkaReach kafkaReach,
            ActuatorSettings settings) {
        return new DirectSampling(targets, watchedTargets, storeClock, sampler, kafkaReach, settings);
    }

    @Bean
    KafkaReach kafkaReach(Clock clock) {
        return new KafkaReach(clock);
    }

    @Bean
    DirectSampler directSampler(
            EmergencyConnections connections,
            TargetReach reach,
            HealthEventRecorder recorder,
            AutomaticCommands automaticCommands,
            IntakeTransactions transactions,
            Clock clock) {
        return new DirectSampler(connections, reach, recorder, automaticCommands, transactions, clock);
    }

    @Bean
    FateCheck fateCheck(Targets targets, EmergencyConnections connections, DryRunSessions dryRunSessions) {
        return new FateCheck(targets, connections, dryRunSessions);
    }

    @Bean
    BackgroundTasks backgroundTasks(
            Leases leases,
            TargetWorkers workers,
            OutboxRelay relay,
            ActuatorSettings settings,
            ShutdownSignal shutdown) {
        return new BackgroundTasks(leases, workers, relay, settings, shutdown);
    }
}
