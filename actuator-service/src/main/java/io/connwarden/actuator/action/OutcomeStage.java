package io.connwarden.actuator.action;

import io.connwarden.actuator.alerting.AlertInput;
import io.connwarden.actuator.connection.Sample;
import io.connwarden.actuator.outcome.CommandOrigin;
import io.connwarden.actuator.outcome.Results;
import io.connwarden.actuator.plan.PendingPlanFault;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.RuleId;
import io.connwarden.contracts.value.Formats;
import io.connwarden.sql.store.Commands.CommandCompletion;
import io.connwarden.sql.store.Intents.OutcomeCounts;
import io.connwarden.sql.store.Leases.ClaimedCommand;
import io.connwarden.sql.store.Plans.StoredPlan;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The stage that completes a command. Outcomes, log entry, result and alerts are one transaction. It is retried until
 * it commits or the lease is lost.
 */
final class OutcomeStage {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeStage.class);
    private static final int MAX_REASON_LENGTH = 500;

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

    /** Completes a command that selects sessions, with or without a decision. */
    void complete(LeasedCommand leased, CompletedRun run) {
        Instant now = clock.instant();
        CommandOrigin origin = leased.origin();
        Intent openIntent = run.openIntent();
        Result result = Results.withSessions(
                        origin,
                        run.toRunReport(leased.isDryRun()),
                        leased.claimed().times().startedAt(),
                        now)
                .toBuilder()
                .plan(openIntent == null ? null : openIntent.plan())
                .build();
        store.transactions()
                .executeWithRetry("the outcome of command " + origin.id().id(), () -> {
                    store.lock(leased);
                    Instant storeNow = store.clock().now();
                    if (openIntent != null) {
                        store.intents().recordOutcomes(openIntent.id(), run.outcomes(), storeNow);
                    }
                    completeCommand(leased.claimed(), recordResult(origin, run, result));
                    if (run.rulesEvaluated() || result.outcome() == CommandOutcome.FAILED) {
                        evaluateAlerts(leased, result, storeNow, now);
                    }
                    return result;
                });
        onCompleted(leased.claimed(), result);
        if (origin.isAutomatic() && !run.hasActed()) {
            recorders.metrics().recordNoAction(result);
        }
    }

    /** Completes MONITOR and HEALTH. */
    void completeSample(LeasedCommand leased, Health health) {
        CommandOrigin origin = leased.origin();
        Result result =
                Results.ofSample(origin, health, leased.claimed().times().startedAt(), clock.instant());
        store.transactions()
                .executeWithRetry("the sample for command " + origin.id().id(), () -> {
                    store.lock(leased);
                    completeCommand(leased.claimed(), recorders.results().logAndPublish(origin, result, false, health));
                    return result;
                });
        onCompleted(leased.claimed(), result);
    }

    /**
     * Completes a command without reading its message and its intents. The sessions without an outcome are recorded as
     * FAILED. The result has the counts of its sessions and not the sessions.
     */
    void completeUnread(ClaimedCommand claimed, CommandOutcome outcome, String reason) {
        Instant now = clock.instant();
        Result result = store.transactions()
                .executeWithRetry("the outcome of command " + claimed.id().id(), () -> {
                    store.lock(claimed);
                    OutcomeCounts counts = store.intents().recordMissingOutcomes(claimed.seq(), reason, now);
                    Result unread = Results.ofUnreadCommand(claimed, outcome, reason, counts, now);
                    completeCommand(claimed, recorders.results().logAndPublishUnread(claimed.id(), unread));
                    return unread;
                });
        onCompleted(claimed, result);
    }

    private CommandCompletion recordResult(CommandOrigin origin, CompletedRun run, Result result) {
        Sample after = run.after();
        return origin.isAutomatic() && !run.hasActed()
                ? recorders.results().logWithoutPublishing(result)
                : recorders
                        .results()
                        .logAndPublish(origin, result, run.hasActed(), after == null ? null : after.health());
    }

    private void completeCommand(ClaimedCommand claimed, CommandCompletion completion) {
        long seq = claimed.seq();
        if (!store.leases().complete(seq, completion)) {
            throw new LeaseLostException(seq);
        }
    }

    private void evaluateAlerts(LeasedCommand leased, Result result, Instant storeNow, Instant now) {
        List<StoredPlan> plans = store.plans().pending(List.of(leased.target().id()), storeNow);
        AlertInput input = new AlertInput.ActionFinished(
                result,
                situationLoader.terminationsLastHour(leased.target().id(), storeNow),
                leased.target().policy().budget().terminationsPerHour(),
                UnreclaimedFault.of(
                                store.unreclaimedSessions()
                                        .of(List.of(leased.target().id())),
                                storeNow)
                        .orElse(null),
                PendingPlanFault.of(plans).orElse(null),
                plans.stream().anyMatch(each -> RuleId.R1.matches(each.plan().rule())));
        recorders.alerts().record(input, leased.target().settings().labels(), now);
    }

    private void onCompleted(ClaimedCommand claimed, Result result) {
        recorders.outboxWakeup().wake();
        recorders.metrics().recordResult(result, claimed.times().acceptedAt());
        if (!claimed.automatic() || !result.sessions().isEmpty()) {
            logResult(claimed, result);
        }
    }

    private static void logResult(ClaimedCommand claimed, Result result) {
        boolean failed = result.outcome() == CommandOutcome.FAILED;
        LOG.atLevel(failed ? Level.WARN : Level.INFO)
                .log(
                        "Command {} on target {} ended as {}{}: {}, {} and {}; the result contains all sessions and"
                                + " reasons",
                        claimed.id().id(),
                        result.target(),
                        result.outcome(),
                        result.dryRun() ? " (dry run)" : "",
                        failed
                                ? Formats.singleLine(result.decision().reason(), MAX_REASON_LENGTH)
                                : RuleId.describe(result.decision().rule()),
                        Formats.count(result.terminatedCount(), "termination"),
                        Formats.count(result.cancelledCount(), "cancellation"));
    }
}
