package io.connwarden.actuator.action;

import io.connwarden.actuator.alerting.AlertRecorder;
import io.connwarden.actuator.alerting.AlertSignal;
import io.connwarden.actuator.connection.Sample;
import io.connwarden.actuator.metrics.ActuatorMetrics;
import io.connwarden.actuator.outcome.CommandOrigin;
import io.connwarden.actuator.outcome.HealthAfterAction;
import io.connwarden.actuator.outcome.ResultRecorder;
import io.connwarden.actuator.outcome.Results;
import io.connwarden.actuator.store.StoreTransactions;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import io.connwarden.runtime.Wakeup;
import io.connwarden.sql.store.ActionHistory;
import io.connwarden.sql.store.CommandCompletion;
import io.connwarden.sql.store.Intents;
import io.connwarden.sql.store.Leases;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The stage that completes a command. Outcomes, log entry, result and alerts are one transaction. It is retried until
 * it commits or the lease is lost.
 */
final class OutcomeStage {
    private final Leases leases;
    private final ActionHistory recent;
    private final SituationLoader situationLoader;
    private final Intents intents;
    private final ResultRecorder recorder;
    private final AlertRecorder alertRecorder;
    private final StoreTransactions store;
    private final Wakeup outboxWakeup;
    private final ActuatorMetrics metrics;
    private final Clock clock;

    OutcomeStage(
            Leases leases,
            ActionHistory recent,
            SituationLoader situationLoader,
            Intents intents,
            ResultRecorder recorder,
            AlertRecorder alertRecorder,
            StoreTransactions store,
            Wakeup outboxWakeup,
            ActuatorMetrics metrics,
            Clock clock) {
        this.leases = leases;
        this.recent = recent;
        this.situationLoader = situationLoader;
        this.intents = intents;
        this.recorder = recorder;
        this.alertRecorder = alertRecorder;
        this.store = store;
        this.outboxWakeup = outboxWakeup;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Completes a command that was decided, or that ended before its decision. */
    void complete(LeasedCommand leased, RunResult runResult) {
        Instant now = clock.instant();
        CommandOrigin origin = leased.origin();
        Intent openIntent = runResult.openIntent();
        Result result = Results.withSessions(
                origin,
                runResult.outcome(),
                openIntent == null ? leased.isDryRun() : openIntent.dryRun(),
                runResult.decision(),
                runResult.sessions(),
                runResult.before(),
                after(runResult.after()),
                leased.claimed().startedAt(),
                now);
        store.executeWithRetry("the outcome of " + origin.id(), () -> {
            requireLease(leased);
            if (openIntent != null) {
                intents.recordOutcomes(openIntent.id(), runResult.outcomes(), now);
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
        store.executeWithRetry("the sample for " + origin.id(), () -> {
            requireLease(leased);
            completeCommand(leased, recorder.logAndPublish(origin, result, false, health));
            return result;
        });
        onCompleted(leased, result);
    }

    private CommandCompletion recordResult(CommandOrigin origin, RunResult runResult, Result result) {
        Sample after = runResult.after();
        return origin.isAutomatic() && !runResult.hasActed()
                ? recorder.logWithoutPublishing(result)
                : recorder.logAndPublish(origin, result, runResult.hasActed(), after == null ? null : after.health());
    }

    private void requireLease(LeasedCommand leased) {
        long seq = leased.claimed().seq();
        if (!leases.lockIfHeld(seq)) {
            throw new LeaseLostException(seq);
        }
        recent.lock(leased.target().id());
    }

    private void completeCommand(LeasedCommand leased, CommandCompletion answer) {
        long seq = leased.claimed().seq();
        if (!leases.complete(seq, answer)) {
            throw new LeaseLostException(seq);
        }
    }

    private void evaluateAlerts(LeasedCommand leased, Result result, Instant now) {
        AlertSignal sign = new AlertSignal.ActionFinished(
                result,
                leased.target().thresholds(),
                situationLoader.terminationsLastHour(leased.target().id(), now),
                leased.target().policy().budget().terminationsPerHour());
        alertRecorder.record(sign, leased.target().settings().labels(), now);
    }

    private void onCompleted(LeasedCommand leased, Result result) {
        outboxWakeup.wake();
        metrics.recordResult(result, leased.claimed().acceptedAt());
    }

    private static @Nullable HealthAfterAction after(@Nullable Sample sample) {
        return sample == null ? null : new HealthAfterAction(sample.snapshot(), sample.zombieCount(), sample.health());
    }
}
