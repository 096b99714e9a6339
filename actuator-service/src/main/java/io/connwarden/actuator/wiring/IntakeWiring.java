package io.connwarden.actuator.wiring;

import io.connwarden.actuator.alerting.AlertRecorder;
import io.connwarden.actuator.config.ActuatorSettings;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.connection.EmergencyConnections;
import io.connwarden.actuator.consumer.CommandBatchConsumer;
import io.connwarden.actuator.consumer.DeadLetterSender;
import io.connwarden.actuator.health.AutomaticCommands;
import io.connwarden.actuator.health.HealthBatchConsumer;
import io.connwarden.actuator.health.HealthEventRecorder;
import io.connwarden.actuator.intake.CommandAcceptance;
import io.connwarden.actuator.intake.ImmediateCommands;
import io.connwarden.actuator.intake.IntakeTransactions;
import io.connwarden.actuator.intake.PermittedTopics;
import io.connwarden.actuator.intake.TargetStateReader;
import io.connwarden.actuator.intake.WorkNotifier;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.actuator.outcome.ResultRecorder;
import io.connwarden.actuator.pause.PausesInForce;
import io.connwarden.actuator.plan.PlanRejection;
import io.connwarden.actuator.transaction.StoreTransactions;
import io.connwarden.contracts.Topics;
import io.connwarden.runtime.Wakeup;
import io.connwarden.sql.store.ActionHistory;
import io.connwarden.sql.store.Commands;
import io.connwarden.sql.store.ConnectionLog;
import io.connwarden.sql.store.ListeningSessions;
import io.connwarden.sql.store.Pauses;
import io.connwarden.sql.store.Plans;
import io.connwarden.sql.store.StoreClock;
import io.connwarden.sql.store.TargetLock;
import io.connwarden.sql.store.UnreclaimedSessions;
import io.connwarden.sql.store.WatchedTargets;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of the intake: from the records of commands and health events to accepted commands. */
@Configuration(proxyBeanMethods = false)
class IntakeWiring {

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
                targets,
                new PausesInForce(pauses),
                history,
                unreclaimedSessions,
                commands,
                plans,
                clock,
                connections::isOpen);
    }

    @Bean
    ImmediateCommands immediateCommands(
            Pauses pauses, Targets targets, TargetStateReader states, Plans plans, StoreClock clock) {
        return new ImmediateCommands(pauses, targets, states, new PlanRejection(plans, clock));
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
            Plans plans,
            Clock clock) {
        return new CommandBatchConsumer(acceptance, recorder, deadLetters, transactions, permittedTopics, plans, clock);
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
}
