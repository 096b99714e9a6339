package io.connwarden.doctor.finding;

import java.time.Instant;
import java.util.List;

/**
 * Everything that was tried on one server, as it went. When nobody let us in, only {@link #connection} says anything.
 *
 * @param examinedAt our clock when it was finished
 * @param visibility share of the client sessions whose state can be read, in percent
 * @param reservePrivileges of the configured reserve role
 * @param reserveLogin whether a session could be opened as the reserve role
 */
public record Findings(
        ExaminedTarget target,
        Instant examinedAt,
        ConnectionResult connection,
        ProbeResult<PoolerProbeResult> pooler,
        ProbeResult<Server> server,
        ProbeResult<SlotUsage> slotUsage,
        ProbeResult<Double> visibility,
        ProbeResult<RolePrivileges> privileges,
        ProbeResult<List<RoleSessions>> sessionsByRole,
        ProbeResult<List<ServerTimeout>> timeouts,
        ProbeResult<IdleSessionResult> idleSession,
        ProbeResult<SelfTerminationResult> selfTermination,
        ProbeResult<RolePrivileges> reservePrivileges,
        ProbeResult<Boolean> reserveLogin,
        ProbeResult<ClockReading> clock) {

    /** Findings of a server that let nobody in. */
    public static Findings ofFailedConnection(
            ExaminedTarget target, Instant examinedAt, ConnectionResult.Failed connection) {
        String reason = "there was no session to ask on";
        return new Findings(
                target,
                examinedAt,
                connection,
                new ProbeResult.NotRun<>(reason),
                new ProbeResult.NotRun<>(reason),
                new ProbeResult.NotRun<>(reason),
                new ProbeResult.NotRun<>(reason),
                new ProbeResult.NotRun<>(reason),
                new ProbeResult.NotRun<>(reason),
                new ProbeResult.NotRun<>(reason),
                new ProbeResult.NotRun<>(reason),
                new ProbeResult.NotRun<>(reason),
                new ProbeResult.NotRun<>(reason),
                new ProbeResult.NotRun<>(reason),
                new ProbeResult.NotRun<>(reason));
    }

    public Provider provider() {
        return server.value()
                .map(Server::provider)
                .filter(told -> told != Provider.PLAIN)
                .orElse(target.presumedProvider());
    }

    /** Whether rights have to be granted on another server than this one. */
    public boolean isStandby() {
        return server.value().map(Server::standby).orElse(false);
    }
}
