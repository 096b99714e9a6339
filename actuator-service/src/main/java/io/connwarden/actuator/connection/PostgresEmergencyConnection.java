package io.connwarden.actuator.connection;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.connwarden.actuator.config.TargetConfiguration;
import io.connwarden.contracts.SignalKind;
import io.connwarden.contracts.assessment.Assessment;
import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.sql.target.SessionRow;
import io.connwarden.sql.target.SignalAnswer;
import io.connwarden.sql.target.SignalSender;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetQueries;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An emergency connection over one PostgreSQL session. The session is opened on creation and held until {@link
 * #close}.
 */
final class PostgresEmergencyConnection implements EmergencyConnection, AutoCloseable {
    static final String APPLICATION_NAME = "connwarden-actuator";
    private static final int TOP_APPLICATIONS = 10;

    private final TargetConfiguration target;
    private final Clock clock;
    private final HikariDataSource session;
    private final TargetQueries queries;
    private final SignalSender signals;

    PostgresEmergencyConnection(TargetConfiguration target, Clock clock) {
        this.target = target;
        this.clock = clock;
        this.session = TargetConnections.openWithReserve(target.settings(), APPLICATION_NAME);
        this.queries = new TargetQueries(session);
        this.signals = new SignalSender(session);
    }

    @Override
    public Sample sample() {
        Observation observation = observe();
        return sample(observation, queries.sessions());
    }

    @Override
    public Sample sampleCounts() {
        return sample(observe(), List.of());
    }

    private Sample sample(Observation observation, List<SessionRow> sessions) {
        return new Sample(
                Assessment.assess(observation, target.thresholds(), clock.instant()),
                sessions,
                observation.serverTime());
    }

    private Observation observe() {
        return queries.observe(target.id(), target.thresholds(), TOP_APPLICATIONS);
    }

    @Override
    public List<SessionRow> sessions() {
        return queries.sessions();
    }

    @Override
    public SignalAnswer signal(
            SignalKind kind, SessionId id, @Nullable String expectedState, @Nullable Instant expectedStateChange) {
        return signals.signal(kind, id, expectedState, expectedStateChange);
    }

    @Override
    public Set<SessionId> existingSessions(Collection<SessionId> sessions) {
        return sessions.isEmpty() ? Set.of() : queries.existing(sessions);
    }

    @Override
    public boolean isOpen() {
        HikariPoolMXBean pool = session.getHikariPoolMXBean();
        return pool != null && pool.getTotalConnections() > 0;
    }

    @Override
    public void close() {
        session.close();
    }
}
