package io.connwarden.actuator.connection;

import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.assessment.Assessment;
import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.message.Health;
import io.connwarden.contracts.message.HealthStatus;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.value.Formats;
import io.connwarden.sql.target.ExpectedSession;
import io.connwarden.sql.target.HeldSession;
import io.connwarden.sql.target.ReservePermit;
import io.connwarden.sql.target.SessionRow;
import io.connwarden.sql.target.SignalAnswer;
import io.connwarden.sql.target.SignalSender;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetQueries;
import io.connwarden.sql.target.TargetQueries.PresentState;
import io.connwarden.sql.target.TargetQueries.RunningQuery;
import io.connwarden.sql.target.TargetQueries.ServerClock;
import io.connwarden.sql.target.TargetQueries.TargetSample;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An emergency connection over one held session. The session is opened in the background and held until {@link #close}.
 */
final class PostgresEmergencyConnection implements EmergencyConnection, AutoCloseable {
    static final String APPLICATION_NAME = "connwarden-actuator";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresEmergencyConnection.class);
    private static final int TOP_APPLICATIONS = 10;

    private final TargetConfiguration target;
    private final Clock clock;
    private final HeldSession session;
    private final TargetQueries queries;
    private final SignalSender signals;
    private final ClockStepDetector clockSteps = new ClockStepDetector();

    PostgresEmergencyConnection(TargetConfiguration target, Clock clock, ReservePermit permit) {
        this.target = target;
        this.clock = clock;
        this.session = TargetConnections.openWithReserve(target.settings(), APPLICATION_NAME, permit);
        this.queries = new TargetQueries(session);
        this.signals = new SignalSender(session);
    }

    @Override
    public Sample sample() {
        return sample(queries.sample(target.id(), target.thresholds(), TOP_APPLICATIONS));
    }

    @Override
    public Sample sampleCounts() {
        long start = System.nanoTime();
        Observation observation = queries.observe(target.id(), target.thresholds(), TOP_APPLICATIONS);
        ServerClock serverClock = new ServerClock(observation.serverTime(), System.nanoTime());
        return sample(new TargetSample(observation, List.of(), serverClock, start));
    }

    private Sample sample(TargetSample taken) {
        Observation observation = taken.observation();
        Health health = Assessment.assess(observation, target.thresholds(), clock.instant());
        Health checked = clockSteps
                .compare(observation.serverTime(), taken.startedAtNanos(), System.nanoTime())
                .map(step -> afterClockStep(health, step))
                .orElse(health);
        return new Sample(
                checked,
                taken.sessions(),
                observation.serverTime(),
                taken.clock(),
                clockSteps.lastStepAt().orElse(null),
                taken.startedAtNanos());
    }

    /** Ages are unknown on the sample that detects a step, so its status is UNKNOWN, which allows no action (G1). */
    private Health afterClockStep(Health health, Duration step) {
        LOG.warn(
                "Clock of target {} stepped by {} {} between two samples: no session is signalled on this sample."
                        + " States from before the step count from now on",
                target.id(),
                Formats.duration(step.abs()),
                step.isNegative() ? "backward" : "forward");
        return Health.builder(
                        health.target(),
                        HealthStatus.UNKNOWN,
                        "the clock of the target stepped by " + Formats.duration(step.abs())
                                + " between two samples; the ages of its sessions are unknown",
                        health.lastCheck())
                .counts(health.counts())
                .topApplications(health.topApplications())
                .serverVersion(health.serverVersion())
                .inRecovery(health.inRecovery())
                .serverStartedAt(health.serverStartedAt())
                .connectionLimits(health.connectionLimits())
                .preparedTransactions(health.preparedTransactions())
                .build();
    }

    @Override
    public List<SignalAnswer> signal(SignalKind kind, List<ExpectedSession> sessions, Instant signalUntil) {
        return signals.signal(kind, sessions, signalUntil);
    }

    @Override
    public List<SessionRow> otherBackends(Collection<Integer> pids) {
        return pids.isEmpty() ? List.of() : queries.otherBackends(pids);
    }

    @Override
    public Set<SessionId> existingSessions(Collection<SessionId> sessions) {
        return sessions.isEmpty() ? Set.of() : queries.existing(sessions);
    }

    @Override
    public Set<SessionId> stillRunning(Collection<RunningQuery> running) {
        return running.isEmpty() ? Set.of() : queries.stillRunning(running);
    }

    @Override
    public List<PresentState> presentStates(Collection<SessionId> sessions) {
        return sessions.isEmpty() ? List.of() : queries.presentStates(sessions);
    }

    @Override
    public List<String> missingPrivileges() {
        return queries.missingPrivileges();
    }

    @Override
    public boolean isOpen() {
        return session.isOpen();
    }

    @Override
    public boolean isWaitingForReserve() {
        return session.isWaitingForReserve();
    }

    /** Returns the state of the session in words. */
    String state() {
        return session.state();
    }

    @Override
    public void close() {
        session.close();
    }
}
