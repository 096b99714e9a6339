package io.connwarden.actuator.action;

import io.connwarden.actuator.config.ActuatorConfiguration;
import io.connwarden.actuator.config.ActuatorSettings;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.connection.EmergencyConnections;
import io.connwarden.actuator.decision.Decider;
import io.connwarden.actuator.pause.PausesInForce;
import io.connwarden.runtime.ShutdownSignal;
import java.time.Clock;
import java.util.List;

/** The composition of the stages that execute a command. */
public final class CommandPipeline {
    private CommandPipeline() {}

    /** Creates the completion of commands without a worker. */
    public static OverdueCommands createOverdueCommands(
            Targets targets, CommandStore store, OutcomeRecorders recorders, Clock clock) {
        SituationLoader situationLoader = situationLoader(store);
        return new OverdueCommands(
                targets, store.leases(), new OutcomeStage(store, situationLoader, recorders, clock), clock);
    }

    /** Creates the workers without starting them. */
    public static TargetWorkers createWorkers(
            ActuatorConfiguration configuration,
            EmergencyConnections connections,
            CommandStore store,
            OutcomeRecorders recorders,
            ShutdownSignal shutdown,
            Clock clock) {
        ActuatorSettings settings = configuration.actuator();
        SituationLoader situationLoader = situationLoader(store);
        TargetRetryFactory retries = new TargetRetryFactory(settings.targetRetryTimeout(), clock, shutdown, recorders);
        DecisionStage decision = new DecisionStage(Decider.standard(), store, situationLoader);
        OutcomeStage outcome = new OutcomeStage(store, situationLoader, recorders, clock);
        CommandExecution execution = new CommandExecution(
                new CommandExecution.Stages(
                        decision,
                        new TerminationWait(settings.terminationTimeout(), clock, shutdown),
                        new NextStepStage(decision, store.transactions(), retries, clock),
                        outcome),
                retries,
                new SignalCheck.Context(store, situationLoader, clock));
        return new TargetWorkers(
                configuration.targets(),
                connections,
                new TargetWorker.Context(
                        execution,
                        new CommandAbandonment(execution, outcome),
                        followUpChecks(store),
                        store.leases(),
                        clock,
                        shutdown,
                        recorders.metrics()));
    }

    private static SituationLoader situationLoader(CommandStore store) {
        return new SituationLoader(
                store.history(),
                new PausesInForce(store.pauses()),
                store.listeningSessions(),
                new UnreclaimedCheck(store.unreclaimedSessions()),
                refills(store),
                store.plans());
    }

    private static FollowUpChecks followUpChecks(CommandStore store) {
        return new FollowUpChecks(List.of(
                new UnreclaimedCheck(store.unreclaimedSessions()),
                new ReliefCheck(store.reliefMeasurements(), refills(store), store.clock())));
    }

    private static RefillRecorder refills(CommandStore store) {
        return new RefillRecorder(store.history(), store.refilledApplications());
    }
}
