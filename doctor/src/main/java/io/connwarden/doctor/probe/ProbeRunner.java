package io.connwarden.doctor.probe;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.doctor.finding.Capability;
import io.connwarden.doctor.finding.ConnectionResult;
import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.Findings.ExaminedTarget;
import io.connwarden.doctor.finding.Findings.IdleSessionResult;
import io.connwarden.doctor.finding.Findings.RoleFindings;
import io.connwarden.doctor.finding.Findings.SelfTerminationResult;
import io.connwarden.doctor.finding.Findings.ServerFindings;
import io.connwarden.doctor.finding.Findings.ServerTimeout;
import io.connwarden.doctor.finding.Findings.SessionFindings;
import io.connwarden.doctor.finding.PoolerProbeResult;
import io.connwarden.doctor.finding.ProbeResult;
import io.connwarden.doctor.finding.RolePrivileges;
import io.connwarden.sql.target.ConnectFailure;
import io.connwarden.sql.target.Credentials;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One examination of one server. The pooler probe comes before every probe that sets something in a session. At most
 * two sessions are open at the same time, and all are closed at the end. Not thread-safe.
 */
public final class ProbeRunner {
    private static final String POOLED = "a pooler may be in between";

    private final SessionOpener opener;
    private final ExaminedTarget target;
    private final InstantSource clock;
    private PoolerProbe.SecondConnection second = new PoolerProbe.SecondConnection(null, null);

    private ProbeRunner(TargetSettings target, Capability capability, InstantSource clock) {
        // The monitor has no reserve role: its doctor must not use the slots reserved for the actuator.
        Credentials reserve = capability == Capability.MONITOR ? null : target.reserveCredentials();
        TargetAddress address = TargetAddress.of(target.url());
        this.opener = new SessionOpener(target, reserve);
        this.clock = clock;
        this.target = new ExaminedTarget(
                target.id(),
                capability,
                target.user(),
                reserve == null ? null : reserve.user(),
                Objects.requireNonNullElse(address.database(), target.user()),
                Objects.requireNonNullElseGet(target.thresholds(), Thresholds::defaults)
                        .minimumVisibility(),
                address.ports(),
                address.presumedProvider());
    }

    /** Runs all probes. Each takes some seconds at most. A failure of the server is never thrown. */
    public static Findings run(TargetSettings target, Capability capability, InstantSource clock) {
        return new ProbeRunner(target, capability, clock).run();
    }

    private Findings run() {
        SessionOpener.OpenResult opened = opener.openFirst();
        Connection first = opened.session();
        Credentials credentials = opened.credentials();
        if (first == null || credentials == null) {
            return Findings.ofFailedConnection(target, clock.instant(), (ConnectionResult.Failed) opened.connection());
        }
        try {
            return runProbes(first, credentials, opened.connection());
        } finally {
            close(first);
        }
    }

    private Findings runProbes(Connection first, Credentials credentials, ConnectionResult connection) {
        ProbeResult<PoolerProbeResult> pooler = PoolerProbe.run(first, () -> second = openSecond(credentials));
        ServerQueries queries = new ServerQueries(first);
        ProbeResult<List<ServerTimeout>> timeouts = queries.timeouts();
        boolean direct = pooler.value().filter(result -> !result.hasPooler()).isPresent();
        ProbeResult<Connection> prepared = direct
                ? QueryRunner.capture(() -> TargetConnections.applySessionSettings(first))
                : new ProbeResult.NotRun<>(POOLED);
        ProbeResult<SelfTerminationResult> selfTermination = terminateOwnSession(first, direct);
        return new Findings(
                target,
                clock.instant(),
                connection,
                new ServerFindings(
                        queries.identity(), queries.slotUsage(), timeouts, new ClockProbe(first, clock).run()),
                new RoleFindings(
                        queries.visibility(),
                        queries.privileges(target.role()),
                        queries.sessionsByRole(target.role()),
                        reservePrivileges(queries),
                        reserveLogin(connection)),
                new SessionFindings(pooler, probeIdleSession(prepared, timeouts), selfTermination));
    }

    private PoolerProbe.SecondConnection openSecond(Credentials credentials) {
        try {
            return new PoolerProbe.SecondConnection(opener.openSession(credentials), null);
        } catch (SQLException e) {
            return new PoolerProbe.SecondConnection(null, ConnectFailure.of(e));
        }
    }

    /** Terminates or closes the second session. */
    private ProbeResult<SelfTerminationResult> terminateOwnSession(Connection first, boolean direct) {
        Connection victim = second.session();
        if (victim == null) {
            return new ProbeResult.NotRun<>("no second session could be opened");
        }
        try {
            if (target.capability() == Capability.MONITOR || !direct) {
                return new ProbeResult.NotRun<>(direct ? "a monitoring role signals no session" : POOLED);
            }
            return QueryRunner.capture(() -> new SelfTerminationProbe(first, victim).run());
        } finally {
            close(victim);
        }
    }

    private static ProbeResult<IdleSessionResult> probeIdleSession(
            ProbeResult<Connection> prepared, ProbeResult<List<ServerTimeout>> timeouts) {
        if (prepared instanceof ProbeResult.Success<Connection> session) {
            return QueryRunner.capture(() ->
                    new IdleSessionProbe(session.result(), timeouts.value().orElse(List.of())).run());
        }
        return new ProbeResult.NotRun<>(prepared.failureReason());
    }

    private ProbeResult<RolePrivileges> reservePrivileges(ServerQueries queries) {
        return target.reserveRole() == null
                ? new ProbeResult.NotRun<>("no reserve role is configured")
                : queries.privileges(target.reserveRole());
    }

    private ProbeResult<Boolean> reserveLogin(ConnectionResult connection) {
        @Nullable Credentials reserve = opener.reserve();
        if (reserve == null) {
            return new ProbeResult.NotRun<>("no reserve role is configured");
        }
        if (connection instanceof ConnectionResult.ReserveRole) {
            return new ProbeResult.Success<>(true);
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
