package io.connwarden.actuator.action;

import io.connwarden.actuator.config.ActuatorConfiguration;
import io.connwarden.actuator.config.ActuatorSettings;
import io.connwarden.actuator.connection.EmergencyConnections;
import io.connwarden.actuator.decision.Decider;
import io.connwarden.runtime.ShutdownSignal;
import java.time.Clock;

/** The composition of the stages that execute a command. */
public final class CommandPipeline {
    private CommandPipeline() {}

    /** Creates the workers without starting them. */
    public static TargetWorkers createWorkers(
            ActuatorConfiguration configuration,
            EmergencyConnections connections,
            CommandStore store,
            OutcomeRecorders recorders,
            ShutdownSignal shutdown,
            Clock clock) {
        ActuatorSettings settings = configuration.actuator();
        SituationLoader situationLoader = new SituationLoader(store.history(), store.pauses());
        CommandExecution execution = new CommandExecution(
                new CommandExecution.Stages(
                        new DecisionStage(Decider.standard(), store, situationLoader, clock),
                        new SignalStage(store.intents()),
                        new TerminationWait(settings.terminationTimeout(), clock, shutdown),
                        new OutcomeStage(store, situationLoader, recorders, clock)),
                store.intents(),
                new TargetRetryFactory(settings.targetRetryTimeout(), clock, shutdown, recorders.metrics()),
                clock);
        return new TargetWorkers(
                configuration.targets(),
                connections,
                new TargetWorker.Context(execution, store.leases(), clock, shutdown, recorders.metrics()));
    }
}
