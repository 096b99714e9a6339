package io.connwarden.actuator.action;

import io.connwarden.actuator.alerting.AlertRecorder;
import io.connwarden.actuator.config.ActuatorSettings;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.connection.EmergencyConnections;
import io.connwarden.actuator.decision.Decider;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.actuator.outcome.ResultRecorder;
import io.connwarden.runtime.ShutdownSignal;
import io.connwarden.runtime.Wakeup;
import java.time.Clock;

/** The composition of the stages that execute a command. */
public final class CommandPipeline {
    private CommandPipeline() {}

    /** Creates the workers without starting them. */
    public static TargetWorkers createWorkers(
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
        SituationLoader situationLoader = new SituationLoader(store.recent(), store.pauses());
        DecisionStage decisionStage = new DecisionStage(
                Decider.standard(),
                situationLoader,
                new IntentWriter(store.intents()),
                store.leases(),
                store.recent(),
                store.intents(),
                store.transactions(),
                clock);
        OutcomeStage outcomeStage = new OutcomeStage(
                store.leases(),
                store.recent(),
                situationLoader,
                store.intents(),
                recorder,
                alertRecorder,
                store.transactions(),
                outboxWakeup,
                metrics,
                clock);
        CommandExecution execution = new CommandExecution(
                decisionStage,
                new SignalStage(store.intents()),
                new TerminationWait(settings.signalWait(), clock, shutdown),
                outcomeStage,
                store.intents(),
                settings.targetRetryTimeout(),
                clock,
                shutdown,
                metrics);
        return new TargetWorkers(targets, connections, execution, store.leases(), clock, shutdown, metrics);
    }
}
