package io.connwarden.contracts.assessment;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
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
    public static Health assess(Observation observation, Thresholds thresholds, Instant now) {
        Counts counts = counts(observation);
        StatusAssessment assessment = StatusAssessment.of(counts, thresholds);
        return new Health(
                observation.target(),
                assessment.status(),
                counts,
                observation.topApplications(),
                assessment.reason(),
                Recommendations.of(observation, counts, thresholds, assessment.status(), now),
                now,
                observation.serverVersion(),
                observation.inRecovery());
    }

    /**
     * The health of a target that could not be looked at.
     *
     * @param reason one sentence saying what failed; it is published, so it must hold no password
     */
    public static Health unreachable(String target, String reason, Instant now) {
        return new Health(
                target,
                HealthStatus.UNREACHABLE,
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

    private static Counts counts(Observation observation) {
        return new Counts(
                observation.total(),
                observation.active(),
                observation.idle(),
                observation.idleInTransaction(),
                observation.zombie(),
                observation.longIdle(),
                observation.longRunning(),
                observation.stuckTransactions(),
                observation.waitingOnLock(),
                Formats.percentage(observation.total(), observation.maxConnections()),
                Formats.percentage(observation.total(), observation.usableConnections()),
                observation.maxConnections(),
                observation.usableConnections(),
                Formats.round(observation.visibilityPercentage(), 2),
                Formats.round(observation.oldestTransactionSeconds(), 3));
    }
}
