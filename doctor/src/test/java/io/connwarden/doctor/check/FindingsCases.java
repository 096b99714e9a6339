package io.connwarden.doctor.check;

import io.connwarden.doctor.finding.Capability;
import io.connwarden.doctor.finding.ClockReading;
import io.connwarden.doctor.finding.ConnectionResult;
import io.connwarden.doctor.finding.ExaminedTarget;
import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.IdleSessionResult;
import io.connwarden.doctor.finding.PoolerProbeResult;
import io.connwarden.doctor.finding.ProbeResult;
import io.connwarden.doctor.finding.Provider;
import io.connwarden.doctor.finding.RolePrivileges;
import io.connwarden.doctor.finding.RoleSessions;
import io.connwarden.doctor.finding.SelfTerminationResult;
import io.connwarden.doctor.finding.Server;
import io.connwarden.doctor.finding.ServerTimeout;
import io.connwarden.doctor.finding.SlotUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A server that is ready, of which each case changes one thing. */
public final class FindingsCases {
    public static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");

    public Capability capability = Capability.RECLAIM;
    public Provider presumedProvider = Provider.PLAIN;
    public @Nullable String reserveRole;
    public ConnectionResult connection = new ConnectionResult.OrdinaryRole();
    public ProbeResult<PoolerProbeResult> pooler =
            success(new PoolerProbeResult(7, Set.of(7), Set.of(8), false, null, 5432));
    public ProbeResult<Server> server = success(new Server(180_001, "18.1", false, Provider.PLAIN));
    public ProbeResult<SlotUsage> slotUsage = success(new SlotUsage(100, 3, 3, 40));
    public ProbeResult<Double> visibility = success(100.0);
    public RolePrivileges privileges = privileges("guard");
    public ProbeResult<List<RoleSessions>> sessionsByRole = success(List.of(new RoleSessions("shop", false, false, 3)));
    public List<ServerTimeout> timeouts = List.of(
            new ServerTimeout("tcp_keepalives_idle", 60, "s", "configuration file"),
            new ServerTimeout("client_connection_check_interval", 10_000, "ms", "configuration file"));
    public ProbeResult<IdleSessionResult> idleSession =
            success(new IdleSessionResult(Duration.ZERO, Duration.ofMillis(200), true));
    public ProbeResult<SelfTerminationResult> selfTermination = success(new SelfTerminationResult("SIGNALLED", true));
    public ProbeResult<RolePrivileges> reservePrivileges = new ProbeResult.NotRun<>("no reserve role");
    public ProbeResult<Boolean> reserveLogin = new ProbeResult.NotRun<>("no reserve role");
    public ClockReading clock = new ClockReading(Duration.ofMillis(3), Duration.ofMillis(1));

    public static <T> ProbeResult<T> success(T value) {
        return new ProbeResult.Success<>(value);
    }

    public static RolePrivileges privileges(String name) {
        return new RolePrivileges(name, false, true, true, true, true, true, true, true, -1, -1, null, 1);
    }

    public Findings findings() {
        return new Findings(
                new ExaminedTarget(
                        "orders-db", capability, "guard", reserveRole, "shop", 95, Set.of(5432), presumedProvider),
                NOW,
                connection,
                pooler,
                server,
                slotUsage,
                visibility,
                success(privileges),
                sessionsByRole,
                success(timeouts),
                idleSession,
                selfTermination,
                reservePrivileges,
                reserveLogin,
                success(clock));
    }

    public List<CheckResult> checks() {
        return Checklist.evaluate(findings());
    }

    public CheckResult check(String name) {
        return checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
