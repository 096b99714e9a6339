package io.connwarden.actuator.alerting;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.Severity;
import io.connwarden.contracts.message.Snapshot;
import io.connwarden.contracts.message.Status;
import org.jspecify.annotations.Nullable;

/** An emergency did what it may and the target is still critical: a person must act. */
final class NoRelief implements AlertKind {

    @Override
    public String name() {
        return "EmergencyWithoutRelief";
    }

    @Override
    public Severity severity() {
        return Severity.CRITICAL;
    }

    @Override
    public boolean firesAtOnce() {
        return true;
    }

    @Override
    public Judgement judge(Sign sign, @Nullable AlertWatch watch) {
        if (sign instanceof Sign.Acted acted) {
            return afterActing(acted.result());
        }
        Health health = ((Sign.Sampled) sign).health();
        Counts counts = health.counts();
        return counts == null || health.status() == Status.UNKNOWN || health.status() == Status.CRITICAL
                ? Judgement.silent()
                : Judgement.better(health.target() + ": " + HealthAlert.slots(counts) + ", relieved");
    }

    private static Judgement afterActing(Result result) {
        Snapshot after = result.after();
        return !result.dryRun()
                        && result.decision().rule().equals("R1")
                        && after != null
                        && after.status() == Status.CRITICAL
                ? new Judgement.Bad(
                        result.target() + ": still critical after ending " + result.terminatedCount()
                                + " and cancelling " + result.cancelledCount() + ", act by hand",
                        result.decision().reason())
                : Judgement.silent();
    }
}
