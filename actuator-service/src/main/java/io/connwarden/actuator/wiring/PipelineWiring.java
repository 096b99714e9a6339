package io.connwarden.actuator.wiring;

import io.connwarden.actuator.action.CommandPipeline;
import io.connwarden.actuator.action.CommandStore;
import io.connwarden.actuator.action.TargetWorkers;
import io.connwarden.actuator.alerting.AlertPolicy;
import io.connwarden.actuator.alerting.AlertRecorder;
import io.connwarden.actuator.config.ActuatorConfiguration;
import io.connwarden.actuator.config.ActuatorSettings;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.connection.EmergencyConnections;
import io.connwarden.actuator.connection.PostgresEmergencyConnections;
import io.connwarden.actuator.consumer.CommandConsumer;
import io.connwarden.actuator.consumer.DeadLetters;
import io.connwarden.actuator.health.HealthConsumer;
import io.connwarden.actuator.intake.CommandAcceptance;
import io.connwarden.actuator.intake.TargetStates;
import io.connwarden.actuator.intake.WorkNotifier;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.actuator.outbox.OutboxWriter;
import io.connwarden.actuator.outcome.ResultRecorder;
import io.connwarden.actuator.recovery.BackgroundTasks;
import io.connwarden.actuator.store.StoreTransactions;
import io.connwarden.contracts.Topics;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.runtime.Wakeup;
import io.connwarden.sql.store.ActionHistory;
import io.connwarden.sql.store.AlertStates;
import io.connwarden.sql.store.Commands;
import io.connwarden.sql.store.ConnectionLog;
import io.connwarden.sql.store.Leases;
import io.connwarden.sql.store.Outbox;
import io.connwarden.sql.store.Pauses;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans between a record read and a result written. */
@Configuration(proxyBeanMethods = false)
class PipelineWiring {

    @Bean(destroyMethod = "")
    PostgresEmergencyConnections emergencyConnections(Targets targets, Clock clock) {
        return new PostgresEmergencyConnections(targets, clock);
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
    TargetStates targetStates(
            Targets targets, Pauses pauses, ActionHistory recent, Commands commands, EmergencyConnections connections) {
        return new TargetStates(targets, pauses, recent, commands, connections::isOpen);
    }

    @Bean
    CommandAcceptance commandAcceptance(
            Targets targets,
            Commands commands,
            Pauses pauses,
            TargetStates states,
            ResultRecorder recorder,
            ActuatorMetrics metrics) {
        return new CommandAcceptance(targets, commands, pauses, states, recorder, metrics);
    }

    @Bean
    TargetWorkers workers(
            ActuatorSettings settings,
            Targets targets,
            EmergencyConnections connections,
            CommandStore store,
            ResultRecorder recorder,
            AlertRecorder alertRecorder,
            Wakeup outboxWakeup,
            ShutdownSignal shutdown,
            ActuatorMetrics metrics,
            Clock clock) {
        return CommandPipeline.createWorkers(
                settings, targets, connections, store, recorder, alertRecorder, outboxWakeup, shutdown, metrics, clock);
    }

    @Bean
    CommandConsumer commandConsumer(
            CommandAcceptance acceptance,
            ResultRecorder recorder,
            DeadLetters deadLetters,
            StoreTransactions store,
            WorkNotifier workers,
            Wakeup outboxWakeup,
            Clock clock) {
        return new CommandConsumer(acceptance, recorder, deadLetters, store, workers, outboxWakeup, clock);
    }

    @Bean
    HealthConsumer healthConsumer(
            Targets targets,
            ConnectionLog log,
            ActionHistory recent,
            Commands commands,
            AlertRecorder alertRecorder,
            CommandAcceptance acceptance,
            ResultRecorder recorder,
            DeadLetters deadLetters,
            StoreTransactions store,
            WorkNotifier workers,
            Wakeup outboxWakeup,
            ActuatorMetrics metrics,
            Clock clock) {
        return new HealthConsumer(
                targets,
                log,
                recent,
                commands,
                alertRecorder,
                acceptance,
                recorder,
                deadLetters,
                store,
                workers,
                outboxWakeup,
                metrics,
                clock);
    }

    @Bean
    BackgroundTasks backgroundTasks(
            Leases leases, WorkNotifier workers, ActuatorSettings settings, ShutdownSignal shutdown) {
        return new BackgroundTasks(leases, workers, settings, shutdown);
    }
}
