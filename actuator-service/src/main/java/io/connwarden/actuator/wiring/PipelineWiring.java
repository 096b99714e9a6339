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
import io.connwarden.actuator.consumer.CommandBatchConsumer;
import io.connwarden.actuator.consumer.DeadLetterSender;
import io.connwarden.actuator.health.AutomaticCommands;
import io.connwarden.actuator.health.DirectSampler;
import io.connwarden.actuator.health.DirectSampling;
import io.connwarden.actuator.health.HealthBatchConsumer;
import io.connwarden.actuator.health.HealthEventRecorder;
import io.connwarden.actuator.health.KafkaReach;
import io.connwarden.actuator.intake.CommandAcceptance;
import io.connwarden.actuator.intake.ImmediateCommands;
import io.connwarden.actuator.intake.IntakeTransactions;
import io.connwarden.actuator.intake.PermittedTopics;
import io.connwarden.actuator.intake.TargetStateReader;
import io.connwarden.actuator.intake.WorkNotifier;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.actuator.outbox.OutboxRelay;
import io.connwarden.actuator.outbox.OutboxWriter;
import io.connwarden.actuator.outcome.ResultRecorder;
import io.connwarden.actuator.plan.PlanRejection;
import io.connwarden.actuator.transaction.StoreTransactions;
import io.connwarden.contracts.Topics;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.runtime.Wakeup;
import io.connwarden.sql.store.ActionHistory;
import io.connwarden.sql.store.AlertStates;
import io.connwarden.sql.store.Commands;
import io.connwarden.sql.store.ConnectionLog;
import io.connwarden.sql.store.DryRunSessions;
import io.connwarden.sql.store.Leases;
import io.connwarden.sql.store.ListeningSessions;
import io.connwarden.sql.store.Outbox;
import io.connwarden.sql.store.Pauses;
import io.connwarden.sql.store.Plans;
import io.connwarden.sql.store.ReserveLease;
import io.connwarden.sql.store.StoreClock;
import io.connwarden.sql.store.TargetLock;
import io.connwarden.sql.store.UnreclaimedSessions;
import io.connwarden.sql.store.WatchedTargets;
import java.time.Clock;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans between a record read and a result written. */
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
    TargetStateReader targetStates(
            Targets targets,
            Pauses pauses,
            ActionHistory history,
            UnreclaimedSessions unreclaimedSessions,
            Commands commands,
            Plans plans,
            StoreClock clock,
            EmergencyConnections connections) {
        return new TargetStateReader(
                targets, pauses, history, unreclaimedSessions, commands, plans, clock, connections::isOpen);
    }

    @Bean
    ImmediateCommands immediateCommands(Pauses pauses, TargetStateReader states, Plans plans, StoreClock clock) {
        return new ImmediateCommands(pauses, states, new PlanRejection(plans, clock));
    }

    @Bean
    CommandAcceptance commandAcceptance(
            Targets targets,
            Commands commands,
            ImmediateCommands immediateCommands,
            ResultRecorder recorder,
            ActuatorMetrics metrics) {
        return new CommandAcceptance(targets, commands, immediateCommands, recorder, metrics);
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
    IntakeTransactions intakeTransactions(
            StoreTransactions transactions, CommandAcceptance acceptance, WorkNotifier workers, Wakeup outboxWakeup) {
        return new IntakeTransactions(transactions, acceptance, workers, outboxWakeup);
    }

    @Bean
    PermittedTopics permittedTopics(Topics topics, ActuatorSettings settings) {
        return new PermittedTopics(topics, settings.overrideTopics(), settings.approvalTopics());
    }

    @Bean
    CommandBatchConsumer commandConsumer(
            CommandAcceptance acceptance,
            ResultRecorder recorder,
            DeadLetterSender deadLetters,
            IntakeTransactions transactions,
            PermittedTopics permittedTopics,
            Clock clock) {
        return new CommandBatchConsumer(acceptance, recorder, deadLetters, transactions, permittedTopics, clock);
    }

    @Bean
    AutomaticCommands automaticCommands(
            Targets targets, Commands commands, CommandAcceptance acceptance, ResultRecorder recorder) {
        return new AutomaticCommands(targets, commands, acceptance, recorder);
    }

    @Bean
    HealthEventRecorder healthEventLog(
            Targets targets,
            ConnectionLog log,
            TargetLock targetLock,
            WatchedTargets watchedTargets,
            ListeningSessions listeningSessions,
            AlertRecorder alerts,
            ActuatorMetrics metrics) {
        return new HealthEventRecorder(targets, log, targetLock, watchedTargets, listeningSessions, alerts, metrics);
    }

    @Bean
    HealthBatchConsumer healthConsumer(
            HealthEventRecorder log,
            AutomaticCommands automaticCommands,
            DeadLetterSender deadLetters,
            IntakeTransactions transactions,
            ActuatorMetrics metrics,
            Clock clock) {
        return new HealthBatchConsumer(log, automaticCommands, deadLetters, transactions, metrics, clock);
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
