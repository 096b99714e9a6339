package io.connwarden.doctor.probe;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.doctor.reading.ConnectionReading;
import io.connwarden.doctor.reading.IntendedUse;
import io.connwarden.doctor.reading.PoolerReading;
import io.connwarden.doctor.reading.Reading;
import io.connwarden.doctor.reading.Readings;
import io.connwarden.doctor.reading.Readings.DiagnosedTarget;
import io.connwarden.doctor.reading.Readings.IdleSessionReading;
import io.connwarden.doctor.reading.Readings.RoleReadings;
import io.connwarden.doctor.reading.Readings.SelfTerminationReading;
import io.connwarden.doctor.reading.Readings.ServerReadings;
import io.connwarden.doctor.reading.Readings.ServerTimeout;
import io.connwarden.doctor.reading.Readings.SessionReadings;
import io.connwarden.doctor.reading.RolePrivileges;
import io.connwarden.sql.target.ConnectFailure;
import io.connwarden.sql.target.Credentials;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.sql.target.TargetStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The probes of one server, in their order. The pooler probe comes before every probe that sets something in a session.
 * At most two sessions are open at the same time, and all are closed at the end. Not thread-safe.
 */
public final class ProbeRunner {
    private static final List<TargetStatement> STATEMENTS_OF_MONITOR = List.of(
            TargetStatement.OWN_SESSION,
            TargetStatement.BACKENDS,
            TargetStatement.OBSERVE,
            TargetStatement.PREPARED_TRANSACTIONS,
            TargetStatement.CLOCK,
            TargetStatement.VISIBILITY);
    private static final String POOLED = "a pooler may be in between";

    private final SessionOpener opener;
    private final DiagnosedTarget target;
    private final InstantSource clock;
    private PoolerProbe.SecondConnection secondConnection = new PoolerProbe.SecondConnection(null, null);

    private ProbeRunner(TargetSettings target, IntendedUse intendedUse, InstantSource clock) {
        // The monitor has no reserve role: its doctor must not use the slots reserved for the actuator.
        Credentials reserve = intendedUse == IntendedUse.MONITOR ? null : target.reserveCredentials();
        TargetAddress address = TargetAddress.of(target.url());
        this.opener = new SessionOpener(target, reserve);
        this.clock = clock;
        this.target = new DiagnosedTarget(
                target.id(),
                intendedUse,
                target.user(),
                reserve == null ? null : reserve.user(),
                Objects.requireNonNullElse(address.database(), target.user()),
                Objects.requireNonNullElseGet(target.thresholds(), Thresholds::defaults)
                        .minVisibility(),
                address.ports(),
                address.presumedProvider());
    }

    /** Runs all probes. Each takes some seconds at most. A failure of the server is never thrown. */
    public static Readings run(TargetSettings target, IntendedUse intendedUse, InstantSource clock) {
        return new ProbeRunner(target, intendedUse, clock).run();
    }

    private Readings run() {
        SessionOpener.FirstSession firstSession = opener.openFirst();
        Connection first = firstSession.session();
        Credentials credentials = firstSession.credentials();
        if (first == null || credentials == null) {
            return Readings.ofFailedConnection(
                    target, clock.instant(), (ConnectionReading.Failed) firstSession.connection());
        }
        try {
            return runProbes(first, credentials, firstSession.connection());
        } finally {
            close(first);
        }
    }

    private Readings runProbes(Connection first, Credentials credentials, ConnectionReading connection) {
        Reading<PoolerReading> pooler = PoolerProbe.run(first, () -> secondConnection = openSecond(credentials));
        ServerQueries queries = new ServerQueries(first);
        Reading<List<ServerTimeout>> timeouts = queries.timeouts();
        boolean direct = pooler.value().filter(reading -> !reading.hasPooler()).isPresent();
        Reading<Connection> sessionWithSettings = direct
                ? QueryRunner.capture(() -> TargetConnections.disableIdleTimeouts(first))
                : new Reading.NotRun<>(POOLED);
        Reading<SelfTerminationReading> selfTermination = terminateOwnSession(first, direct);
        return new Readings(
                target,
                clock.instant(),
                connection,
                new ServerReadings(
                        queries.identity(), queries.slotUsage(), timeouts, new ClockProbe(first, clock).run()),
                new RoleReadings(
                        queries.visibility(),
                        queries.privileges(target.role()),
                        queries.sessionsByRole(target.role()),
                        reservePrivileges(queries),
                        reserveLogin(connection),
                        queries.missingPrivileges(statements())),
                new SessionReadings(pooler, probeIdleSession(sessionWithSettings, timeouts), selfTermination));
    }

    private Collection<TargetStatement> statements() {
        return target.intendedUse() == IntendedUse.MONITOR ? STATEMENTS_OF_MONITOR : List.of(TargetStatement.values());
    }

    private PoolerProbe.SecondConnection openSecond(Credentials credentials) {
        try {
            return new PoolerProbe.SecondConnection(opener.openSession(credentials), null);
        } catch (SQLException e) {
            return new PoolerProbe.SecondConnection(null, ConnectFailure.of(e));
        }
    }

    /** Terminates or closes the second session. */
    private Reading<SelfTerminationReading> terminateOwnSession(Connection first, boolean direct) {
        Connection secondSession = secondConnection.session();
        if (secondSession == null) {
            return new Reading.NotRun<>("no second session could be opened");
        }
        try {
            if (target.intendedUse() == IntendedUse.MONITOR || !direct) {
                return new Reading.NotRun<>(direct ? "a monitoring role signals no session" : POOLED);
            }
            return QueryRunner.capture(() -> new SelfTerminationProbe(first, secondSession).run());
        } finally {
            close(secondSession);
        }
    }

    private static Reading<IdleSessionReading> probeIdleSession(
            Reading<Connection> sessionWithSettings, Reading<List<ServerTimeout>> timeouts) {
        if (sessionWithSettings instanceof Reading.Success<Connection> session) {
            return QueryRunner.capture(
                    () -> new IdleSessionProbe(session.data(), timeouts.value().orElse(List.of())).run());
        }
        return new Reading.NotRun<>(sessionWithSettings.failureReason());
    }

    private Reading<RolePrivileges> reservePrivileges(ServerQueries queries) {
        return target.reserveRole() == null
                ? new Reading.NotRun<>("no reserve role is configured")
                : queries.privileges(target.reserveRole());
    }

    private Reading<Boolean> reserveLogin(ConnectionReading connection) {
        @Nullable Credentials reserve = opener.reserve();
        if (reserve == null) {
            return new Reading.NotRun<>("no reserve role is configured");
        }
        if (connection instanceof ConnectionReading.ReserveRole) {
            return new Reading.Success<>(true);
        }
        return QueryRunner.capture(() -> {
            opener.openSession(reserve).close();
            return true;
        });
    }

    private static void close(Connection session) {
        try {
            session.close();
        } catch (SQLException e) {
            // The session has already ended.
        }
    }
}
