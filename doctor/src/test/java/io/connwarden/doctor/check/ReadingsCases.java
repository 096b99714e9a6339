package io.connwarden.doctor.check;

import io.connwarden.doctor.reading.ClockComparison;
import io.connwarden.doctor.reading.ConnectionReading;
import io.connwarden.doctor.reading.IntendedUse;
import io.connwarden.doctor.reading.PoolerReading;
import io.connwarden.doctor.reading.Provider;
import io.connwarden.doctor.reading.Reading;
import io.connwarden.doctor.reading.Readings;
import io.connwarden.doctor.reading.Readings.DiagnosedTarget;
import io.connwarden.doctor.reading.Readings.IdleSessionReading;
import io.connwarden.doctor.reading.Readings.RoleReadings;
import io.connwarden.doctor.reading.Readings.RoleSessions;
import io.connwarden.doctor.reading.Readings.SelfTerminationReading;
import io.connwarden.doctor.reading.Readings.Server;
import io.connwarden.doctor.reading.Readings.ServerReadings;
import io.connwarden.doctor.reading.Readings.ServerTimeout;
import io.connwarden.doctor.reading.Readings.SessionReadings;
import io.connwarden.doctor.reading.Readings.SlotUsage;
import io.connwarden.doctor.reading.RolePrivileges;
import io.connwarden.doctor.reading.RolePrivileges.Limits;
import io.connwarden.doctor.reading.RolePrivileges.Privilege;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The readings of a target that is ready; each case changes one of them. */
public final class ReadingsCases {
    public static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");

    public IntendedUse intendedUse = IntendedUse.RECLAIM;
    public Provider presumedProvider = Provider.PLAIN;
    public @Nullable String reserveRole;
    public ConnectionReading connection = new ConnectionReading.OrdinaryRole();
    public Reading<PoolerReading> pooler = success(new PoolerReading(7, Set.of(7), Set.of(8), false, null, 5432));
    public Reading<Server> server = success(new Server(180_001, "18.1", false, Provider.PLAIN));
    public Reading<SlotUsage> slotUsage = success(new SlotUsage(100, 3, 3, 40));
    public Reading<Double> visibility = success(100.0);
    public RolePrivileges privileges = privileges("guard");
    public Reading<List<RoleSessions>> sessionsByRole = success(List.of(new RoleSessions("shop", false, false, 3)));
    public List<ServerTimeout> timeouts = List.of(
            new ServerTimeout("tcp_keepalives_idle", 60, "s", "configuration file"),
            new ServerTimeout("client_connection_check_interval", 10_000, "ms", "configuration file"));
    public Reading<IdleSessionReading> idleSession =
            success(new IdleSessionReading(Duration.ZERO, Duration.ofMillis(200), true));
    public Reading<SelfTerminationReading> selfTermination = success(new SelfTerminationReading("SIGNALLED", true));
    public Reading<RolePrivileges> reservePrivileges = new Reading.NotRun<>("no reserve role");
    public Reading<Boolean> reserveLogin = new Reading.NotRun<>("no reserve role");
    public Reading<List<String>> missingOnCatalog = success(List.of());
    public ClockComparison clock = new ClockComparison(Duration.ofMillis(3), Duration.ofMillis(1));

    public static <T> Reading<T> success(T value) {
        return new Reading.Success<>(value);
    }

    public static RolePrivileges privileges(String name) {
        return privileges(name, false, true);
    }

    public static RolePrivileges privileges(String name, boolean superuser, boolean reserve) {
        Privilege granted = new Privilege(true, true);
        return new RolePrivileges(
                name, superuser, true, granted, granted, new Privilege(reserve, reserve), new Limits(-1, -1, null));
    }

    public Readings readings() {
        return new Readings(
                new DiagnosedTarget(
                        "orders-db", intendedUse, "guard", reserveRole, "shop", 95, Set.of(5432), presumedProvider),
                NOW,
                connection,
                new ServerReadings(server, slotUsage, success(timeouts), success(clock)),
                new RoleReadings(
                        visibility,
                        success(privileges),
                        sessionsByRole,
                        reservePrivileges,
                        reserveLogin,
                        missingOnCatalog),
                new SessionReadings(pooler, idleSession, selfTermination));
    }

    public List<Finding> findings() {
        return Checklist.evaluate(readings());
    }

    public Finding check(String name) {
        return findings().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
