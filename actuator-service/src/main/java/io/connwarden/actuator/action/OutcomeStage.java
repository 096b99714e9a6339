package io.connwarden.actuator.action;

import io.connwarden.actuator.alerting.AlertSignal;
import io.connwarden.actuator.connection.Sample;
import io.connwarden.actuator.outcome.CommandOrigin;
import io.connwarden.actuator.outcome.Results;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import io.connwarden.sql.store.Commands.CommandCompletion;
import java.time.Clock;
import java.time.Instant;

/**
 * The stage that completes a command. Outcomes, log entry, result and alerts are one transaction. It is retried until
 * it commits or the lease is lost.
 */
final class OutcomeStage {
    private final CommandStore store;
    private final SituationLoader situationLoader;
    private final OutcomeRecorders recorders;
    private final Clock clock;

    OutcomeStage(CommandStore store, SituationLoader situationLoader, OutcomeRecorders recorders, Clock clock) {
        this.store = store;
        this.situationLoader = situationLoader;
        this.recorders = recorders;
        this.clock = clock;
    }

    /** Completes a command that was decided, or that ended before its decision. */
    void complete(LeasedCommand leased, RunResult runResult) {
        Instant now = clock.instant();
        CommandOrigin origin = leased.origin();
        Intent openIntent = runResult.openIntent();
        Result result = Results.withSessions(
                origin,
                runResult.toActionReport(leased.isDryRun()),
                leased.claimed().startedAt(),
                now);
        store.transactions().executeWithRetry("the outcome of " + origin.id(), () -> {
            store.lock(leased);
            if (openIntent != null) {
                store.intents().recordOutcomes(openIntent.id(), runResult.outcomes(), now);
            }
            completeCommand(leased, recordResult(origin, runResult, result));
            if (runResult.decided()) {
                evaluateAlerts(leased, result, now);
            }
            return result;
        });
        onCompleted(leased, result);
    }

    /** Completes MONITOR and HEALTH. */
    void completeSample(LeasedCommand leased, Health health) {
        CommandOrigin origin = leased.origin();
        Result result = Results.ofSample(origin, health, leased.claimed().startedAt(), clock.instant());
        store.transactions().executeWithRetry("the sample for " + origin.id(), () -> {
            store.lock(leased);
            completeCommand(leased, recorders.results().logAndPublish(origin, result, false, health));
            return result;
        });
        onCompleted(leased, result);
    }

    private CommandCompletion recordResult(CommandOrigin origin, RunResult runResult, Result result) {
        Sample after = runResult.after();
        return origin.isAutomatic() && !runResult.hasActed()
                ? recorders.results().logWithoutPublishing(result)
                : recorders
                        .results()
                        .logAndPublish(origin, result, runResult.hasActed(), after == null ? null : after.health());
    }

    private void completeCommand(LeasedCommand leased, CommandCompletion completion) {
        long seq = leased.claimed().seq();
        if (!store.leases().complete(seq, completion)) {
            throw new LeaseLostException(seq);
        }
    }

    private void evaluateAlerts(LeasedCommand leased, Result result, Instant now) {
        AlertSignal signal = new AlertSignal.ActionFinished(
                result,
                situationLoader.terminationsLastHour(leased.target().id(), now),
                leased.target().policy().budget().terminationsPerHour());
        recorders.alerts().record(signal, leased.target().settings().labels(), now);
    }

    private void onCompleted(LeasedCommand leased, Result result) {
        recorders.outbox().wake();
        recorders.metrics().recordResult(result, leased.claimed().acceptedAt());
    }
}
