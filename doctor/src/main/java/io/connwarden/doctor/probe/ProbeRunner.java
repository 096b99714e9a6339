package io.connwarden.doctor.probe;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.doctor.finding.Capability;
import io.connwarden.doctor.finding.ConnectionResult;
import io.connwarden.doctor.finding.ExaminedTarget;
import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.IdleSessionResult;
import io.connwarden.doctor.finding.PoolerProbeResult;
import io.connwarden.doctor.finding.ProbeResult;
import io.connwarden.doctor.finding.RolePrivileges;
import io.connwarden.doctor.finding.SelfTerminationResult;
import io.connwarden.doctor.finding.ServerTimeout;
import io.connwarden.sql.target.Login;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One examination of one server, in the order in which its parts may be tried: who answers comes before anything that
 * would leave a trace in a session. Takes at most two sessions at once, and gives them back. Not thread-safe.
 */
public final class ProbeRunner {
    private static final String POOLED = "a pooler is in between, or may be";

    private final SessionOpener opener;
    private final ExaminedTarget target;
    private final InstantSource clock;
    private PoolerProbe.SecondConnection second = new PoolerProbe.SecondConnection(null, null);

    private ProbeRunner(TargetSettings target, Capability capability, InstantSource clock) {
        // The monitor knows no second role: its doctor shall not take the slots kept for the actuator's.
        Login reserve = capability == Capability.MONITOR ? null : target.reserveLogin();
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

    /** What was found. Never throws for what a server does; takes as long as the server, some seconds at most each. */
    public static Findings run(TargetSettings target, Capability capability, InstantSource clock) {
        return new ProbeRunner(target, capability, clock).run();
    }

    private Findings run() {
        SessionOpener.OpenResult entry = opener.openFirst();
        Connection first = entry.session();
        Login login = entry.login();
        if (first == null || login == null) {
            return Findings.ofFailedConnection(target, clock.instant(), (ConnectionResult.Failed) entry.connection());
        }
        try {
            return runProbes(first, login, entry.connection());
        } finally {
            close(first);
        }
    }

    private Findings runProbes(Connection first, Login login, ConnectionResult admission) {
        ProbeResult<PoolerProbeResult> way = PoolerProbe.run(first, () -> second = openSecond(login));
        ServerQueries questions = new ServerQueries(first);
        ProbeResult<List<ServerTimeout>> timeouts = questions.timeouts();
        boolean ours = way.value().filter(walked -> !walked.hasPooler()).isPresent();
        ProbeResult<Connection> settled = ours
                ? QueryRunner.capture(() -> TargetConnections.applySessionSettings(first))
                : new ProbeResult.NotRun<>(POOLED);
        ProbeResult<SelfTerminationResult> ownEnd = terminateOwnSession(first, ours);
        ProbeResult<RolePrivileges> reserveRights = reservePrivileges(questions);
        return new Findings(
                target,
                clock.instant(),
                admission,
                way,
                questions.server(),
                questions.slotUsage(),
                questions.visibility(),
                questions.privileges(target.role()),
                questions.sessionsByRole(target.role()),
                timeouts,
                probeIdleSession(settled, timeouts),
                ownEnd,
                reserveRights,
                reserveLogin(admission),
                new ClockProbe(first, clock).run());
    }

    private PoolerProbe.SecondConnection openSecond(Login login) {
        try {
            return new PoolerProbe.SecondConnection(opener.openSession(login), null);
        } catch (SQLException e) {
            return new PoolerProbe.SecondConnection(null, Refusals.of(e));
        }
    }

    /** Gives the second session back, one way or the other. */
    private ProbeResult<SelfTerminationResult> terminateOwnSession(Connection first, boolean ours) {
        Connection victim = second.session();
        if (victim == null) {
            return new ProbeResult.NotRun<>("there was no second session");
        }
        try {
            if (target.capability() == Capability.MONITOR || !ours) {
                return new ProbeResult.NotRun<>(ours ? "whoever watches signals nobody" : POOLED);
            }
            return QueryRunner.capture(() -> new SelfTerminationProbe(first, victim).run());
        } finally {
            close(victim);
        }
    }

    private static ProbeResult<IdleSessionResult> probeIdleSession(
            ProbeResult<Connection> settled, ProbeResult<List<ServerTimeout>> timeouts) {
        if (settled instanceof ProbeResult.Success<Connection> session) {
            return QueryRunner.capture(() ->
                    new IdleSessionProbe(session.result(), timeouts.value().orElse(List.of())).run());
        }
        return new ProbeResult.NotRun<>(settled.failureReason());
    }

    private ProbeResult<RolePrivileges> reservePrivileges(ServerQueries questions) {
        return target.reserveRole() == null
                ? new ProbeResult.NotRun<>("no reserve role is configured")
                : questions.privileges(target.reserveRole());
    }

    private ProbeResult<Boolean> reserveLogin(ConnectionResult admission) {
        @Nullable Login reserve = opener.reserve();
        if (reserve == null) {
            return new ProbeResult.NotRun<>("no reserve role is configured");
        }
        if (admission instanceof ConnectionResult.ReserveRole) {
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
            // Ended already, which is what was wanted.
        }
    }
}
