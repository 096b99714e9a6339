package io.connwarden.contracts.assessment;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.Status;
import java.time.Instant;
import java.util.List;

/**
 * Turns what was seen into what it means. Pure and thread-safe: the same observation, thresholds and moment always
 * give the same health.
 */
public final class Assessment {
    private Assessment() {}

    /**
     * Judges a target that could be looked at.
     *
     * @param now the moment of the judgement by the caller's clock; becomes {@link Health#lastCheck()}
     */
    public static Health assess(Observation seen, Thresholds limits, Instant now) {
        Counts counts = counts(seen);
        Verdict verdict = Verdict.on(counts, limits);
        return new Health(
                seen.target(),
                verdict.status(),
                counts,
                seen.topApplications(),
                verdict.reason(),
                Recommendations.on(seen, counts, limits, verdict.status(), now),
                now,
                seen.serverVersion(),
                seen.inRecovery());
    }

    /**
     * The health of a target that could not be looked at.
     *
     * @param reason one sentence saying what failed; it is published, so it must hold no password
     */
    public static Health unreachable(String target, String reason, Instant now) {
        return new Health(
                target,
                Status.UNREACHABLE,
                null,
                List.of(),
                reason,
                List.of(
                        "Check that the server of target " + target
                                + " runs and accepts the monitor's role from the monitor's address (pg_hba.conf, password, TLS)"),
                now,
                null,
                null);
    }

    private static Counts counts(Observation seen) {
        return new Counts(
                seen.total(),
                seen.active(),
                seen.idle(),
                seen.idleInTransaction(),
                seen.zombie(),
                seen.longIdle(),
                seen.longRunning(),
                seen.stuckTransactions(),
                seen.waitingOnLock(),
                Figures.percentage(seen.total(), seen.maxConnections()),
                Figures.percentage(seen.total(), seen.usableConnections()),
                seen.maxConnections(),
                seen.usableConnections(),
                Figures.round(seen.visibilityPercentage(), 2),
                Figures.round(seen.oldestTransactionSeconds(), 3));
    }
}
