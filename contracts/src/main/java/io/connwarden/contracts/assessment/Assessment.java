package io.connwarden.contracts.assessment;

import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.PreparedTransactions;
import java.time.Instant;
import java.util.List;

/**
 * The conversion of an observation into a health message. Pure and thread-safe: equal arguments always yield equal
 * results.
 */
public final class Assessment {
    private Assessment() {}

    /**
     * Assesses a target from a sample.
     *
     * @param now the time of the assessment by the caller's clock; becomes {@link Health#lastCheck()}
     */
    public static Health assess(Observation observation, Thresholds thresholds, Instant now) {
        StatusAssessment assessment = StatusAssessment.of(observation, thresholds);
        return Health.builder(observation.target(), assessment.status(), assessment.reason(), now)
                .counts(observation.counts())
                .topApplications(observation.topApplications())
                .recommendations(Recommendations.of(observation, thresholds, assessment.status(), now))
                .serverVersion(observation.serverVersion())
                .inRecovery(observation.inRecovery())
                .listeners(observation.listeners())
                .serverStartedAt(observation.serverStartedAt())
                .connectionLimits(observation.connectionLimits())
                .preparedTransactions(observation.preparedTransactions())
                .serverStatus(statusOfSessions(observation.counts(), thresholds))
                .build();
    }

    /**
     * Returns the status of the sessions alone, without connection limits and prepared transactions. Rules that select
     * sessions of the whole server depend on it.
     */
    public static HealthStatus statusOfSessions(Counts counts, Thresholds thresholds) {
        return StatusAssessment.of(counts, List.of(), PreparedTransactions.none(), thresholds)
                .status();
    }

    /**
     * Returns the health of a target that could not be sampled.
     *
     * @param reason one sentence that states the failure; it is published and must not contain a password
     * @param remedy the recommendation, one sentence
     */
    public static Health unreachable(String target, String reason, String remedy, Instant now) {
        return Health.builder(target, HealthStatus.UNREACHABLE, reason, now)
                .recommendations(List.of(remedy))
                .build();
    }
}
