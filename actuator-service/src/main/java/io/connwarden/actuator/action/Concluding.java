package io.connwarden.actuator.action;

import io.connwarden.actuator.alerting.Sign;
import io.connwarden.actuator.lane.Look;
import io.connwarden.actuator.metrics.FlowMetrics;
import io.connwarden.actuator.outcome.After;
import io.connwarden.actuator.outcome.AlertDesk;
import io.connwarden.actuator.outcome.Cause;
import io.connwarden.actuator.outcome.Recorder;
import io.connwarden.actuator.outcome.Results;
import io.connwarden.actuator.pace.Bell;
import io.connwarden.actuator.store.StoreTransactions;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import io.connwarden.sql.store.CommandAnswer;
import io.connwarden.sql.store.Intents;
import io.connwarden.sql.store.Leases;
import io.connwarden.sql.store.RecentIntents;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Ends a run: outcomes, log, result and alerts in one transaction, tried until the store has it or somebody else has
 * taken the command over.
 */
final class Concluding {
    private final Leases leases;
    private final RecentIntents recent;
    private final Situations situations;
    private final Intents intents;
    private final Recorder recorder;
    private final AlertDesk alerts;
    private final StoreTransactions store;
    private final Bell relay;
    private final FlowMetrics metrics;
    private final Clock clock;

    Concluding(
            Leases leases,
            RecentIntents recent,
            Situations situations,
            Intents intents,
            Recorder recorder,
            AlertDesk alerts,
            StoreTransactions store,
            Bell relay,
            FlowMetrics metrics,
            Clock clock) {
        this.leases = leases;
        this.recent = recent;
        this.situations = situations;
        this.intents = intents;
        this.recorder = recorder;
        this.alerts = alerts;
        this.store = store;
        this.relay = relay;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The end of a run that was about sessions. */
    void conclude(Undertaking undertaking, Conclusion conclusion) {
        Instant now = clock.instant();
        Cause cause = undertaking.cause();
        Rung open = conclusion.open();
        Result result = Results.acted(
                cause,
                conclusion.outcome(),
                open == null ? undertaking.dryRun() : open.dryRun(),
                conclusion.decision(),
                conclusion.sessions(),
                conclusion.before(),
                after(conclusion.after()),
                undertaking.claimed().startedAt(),
                now);
        store.untilDone("the outcome of " + cause.id(), () -> {
            hold(undertaking);
            if (open != null) {
                intents.finish(open.intentId(), conclusion.endings(), now);
            }
            finish(undertaking, answer(cause, conclusion, result));
            if (conclusion.decided()) {
                alert(undertaking, result, now);
            }
            return result;
        });
        told(undertaking, result);
    }

    /** The end of MONITOR and HEALTH. */
    void sampled(Undertaking undertaking, Health health) {
        Cause cause = undertaking.cause();
        Result result = Results.sampled(cause, health, undertaking.claimed().startedAt(), clock.instant());
        store.untilDone("the sample for " + cause.id(), () -> {
            hold(undertaking);
            finish(undertaking, recorder.acted(cause, result, false, health));
            return result;
        });
        told(undertaking, result);
    }

    private CommandAnswer answer(Cause cause, Conclusion conclusion, Result result) {
        Look after = conclusion.after();
        return cause.automatic() && !conclusion.acted()
                ? recorder.leftAlone(result)
                : recorder.acted(cause, result, conclusion.acted(), after == null ? null : after.health());
    }

    private void hold(Undertaking undertaking) {
        long seq = undertaking.claimed().seq();
        if (!leases.hold(seq)) {
            throw new LeaseLost(seq);
        }
        recent.lock(undertaking.target().id());
    }

    private void finish(Undertaking undertaking, CommandAnswer answer) {
        long seq = undertaking.claimed().seq();
        if (!leases.finish(seq, answer)) {
            throw new LeaseLost(seq);
        }
    }

    private void alert(Undertaking undertaking, Result result, Instant now) {
        Sign sign = new Sign.Acted(
                result,
                undertaking.target().thresholds(),
                situations.terminationsLastHour(undertaking.target().id(), now),
                undertaking.target().policy().budget().terminationsPerHour());
        alerts.on(sign, undertaking.target().settings().labels(), now);
    }

    private void told(Undertaking undertaking, Result result) {
        relay.ring();
        metrics.answered(result, undertaking.claimed().acceptedAt());
    }

    private static @Nullable After after(@Nullable Look look) {
        return look == null ? null : new After(look.snapshot(), look.zombies(), look.health());
    }
}
