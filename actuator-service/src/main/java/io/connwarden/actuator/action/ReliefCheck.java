package io.connwarden.actuator.action;

import io.connwarden.actuator.connection.EmergencyConnection;
import io.connwarden.actuator.connection.Sample;
import io.connwarden.actuator.decision.situation.Refill;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.sql.store.ReliefMeasurements;
import io.connwarden.sql.store.StoreClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The measurement of the relief of an action, one minute and five minutes after its decision. A pool that replaces its
 * terminated sessions is thus found on a server that needs no further decision.
 */
final class ReliefCheck implements FollowUpCheck {
    private final ReliefMeasurements measurements;
    private final RefillRecorder refills;
    private final StoreClock clock;

    ReliefCheck(ReliefMeasurements measurements, RefillRecorder refills, StoreClock clock) {
        this.measurements = measurements;
        this.refills = refills;
        this.clock = clock;
    }

    @Override
    public Duration check(String target, EmergencyConnection connection) {
        Instant now = clock.now();
        Optional<Instant> next = measurements.nextAt(target, now);
        if (next.filter(at -> !at.isAfter(now)).isPresent() && connection.isOpen()) {
            measure(target, connection.sample());
            next = measurements.nextAt(target, now);
        }
        return next.map(at -> Duration.between(now, at))
                .filter(left -> !left.isNegative() && left.compareTo(MAX_INTERVAL) < 0)
                .orElse(MAX_INTERVAL);
    }

    /** The clock is read after the sample. An earlier time would date the action by the duration of the sample. */
    private void measure(String target, Sample sample) {
        Instant now = clock.now();
        List<Session> sessions = SituationLoader.sessions(sample);
        measurements.record(target, Refill.poolsOf(sessions).countByName(sessions), now);
        refills.record(target, sample, now);
    }
}
