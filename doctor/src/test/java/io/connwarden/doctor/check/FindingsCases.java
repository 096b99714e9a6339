package io.connwarden.doctor.check;

import io.connwarden.doctor.finding.Capability;
import io.connwarden.doctor.finding.ClockReading;
import io.connwarden.doctor.finding.ConnectionResult;
import io.connwarden.doctor.finding.Findings;
import io.connwarden.doctor.finding.Findings.ExaminedTarget;
import io.connwarden.doctor.finding.Findings.IdleSessionResult;
import io.connwarden.doctor.finding.Findings.RoleFindings;
import io.connwarden.doctor.finding.Findings.RoleSessions;
import io.connwarden.doctor.finding.Findings.SelfTerminationResult;
import io.connwarden.doctor.finding.Findings.Server;
import io.connwarden.doctor.finding.Findings.ServerFindings;
import io.connwarden.doctor.finding.Findings.ServerTimeout;
import io.connwarden.doctor.finding.Findings.SessionFindings;
import io.connwarden.doctor.finding.Findings.SlotUsage;
import io.connwarden.doctor.finding.PoolerProbeResult;
import io.connwarden.doctor.finding.ProbeResult;
import io.connwarden.doctor.finding.Provider;
import io.connwarden.doctor.finding.RolePrivileges;
import io.connwarden.doctor.finding.RolePrivileges.Limits;
import io.connwarden.doctor.finding.RolePrivileges.Privilege;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The findings of a target that is ready; each case changes one of them. */
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
        return privileges(name, false, true);
    }

    public static RolePrivileges privileges(String name, boolean superuser, boolean reserve) {
        Privilege granted = new Privilege(true, true);
        return new RolePrivileges(
                name, superuser, true, granted, granted, new Privilege(reserve, reserve), new Limits(-1, -1, null));
    }

    public Findings findings() {
        return new Findings(
                new ExaminedTarget(
                        "orders-db", capability, "guard", reserveRole, "shop", 95, Set.of(5432), presumedProvider),
                NOW,
                connection,
                new ServerFindings(server, slotUsage, success(timeouts), success(clock)),
                new RoleFindings(visibility, success(privileges), sessionsByRole, reservePrivileges, reserveLogin),
                new SessionFindings(pooler, idleSession, selfTermination));
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
