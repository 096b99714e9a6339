package io.connwarden.actuator.action;

import io.connwarden.actuator.config.ActuatorSettings;
import io.connwarden.actuator.config.Targets;
import io.connwarden.actuator.decision.Decider;
import io.connwarden.actuator.lane.Lanes;
import io.connwarden.actuator.metrics.FlowMetrics;
import io.connwarden.actuator.outcome.AlertDesk;
import io.connwarden.actuator.outcome.Recorder;
import io.connwarden.actuator.pace.Bell;
import io.connwarden.actuator.pace.Rest;
import java.time.Clock;

/** The one place where the stages of a run are put together. */
public final class FlowComposition {
    private FlowComposition() {}

    /**
     * The workers, not started yet.
     *
     * @param relay rung when something is in the outbox
     */
    public static Workers workers(
            ActuatorSettings settings,
            Targets targets,
            Lanes lanes,
            FlowStore store,
            Recorder recorder,
            AlertDesk alerts,
            Bell relay,
            Rest rest,
            FlowMetrics metrics,
            Clock clock) {
        Situations situations = new Situations(store.recent(), store.pauses());
        Deciding deciding = new Deciding(
                Decider.standard(),
                situations,
                new Freezing(store.intents()),
                store.leases(),
                store.recent(),
                store.intents(),
                store.transactions(),
                clock);
        Concluding concluding = new Concluding(
                store.leases(),
                store.recent(),
                situations,
                store.intents(),
                recorder,
                alerts,
                store.transactions(),
                relay,
                metrics,
                clock);
        CommandRun run = new CommandRun(
                deciding,
                new Signalling(store.intents()),
                new Waiting(settings.signalWait(), clock, rest),
                concluding,
                store.intents(),
                settings.giveUpAfter(),
                clock,
                rest,
                metrics);
        return new Workers(targets, lanes, run, store.leases(), clock, rest, metrics);
    }
}
