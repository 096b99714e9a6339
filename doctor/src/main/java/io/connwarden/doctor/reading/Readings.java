package io.connwarden.doctor.reading;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The readings of one diagnosis. When no session could be opened, only {@link #connection} has a value.
 *
 * @param diagnosedAt the local time at the end of the probes
 */
public record Readings(
        DiagnosedTarget target,
        Instant diagnosedAt,
        ConnectionReading connection,
        ServerReadings server,
        RoleReadings role,
        SessionReadings session) {

    /** The readings about the server. */
    public record ServerReadings(
            Reading<Server> identity,
            Reading<SlotUsage> slotUsage,
            Reading<List<ServerTimeout>> timeouts,
            Reading<ClockComparison> clock) {}

    /**
     * The readings about the roles of the target.
     *
     * @param visibility the share of client sessions with a readable state, in percent
     * @param reservePrivileges the privileges of the configured reserve role
     * @param reserveLogin whether the reserve role could open a session
     * @param missingOnCatalog the privileges on the catalog that the statements of the intended use need and the role
     *     of the session lacks, each as the middle of a GRANT
     */
    public record RoleReadings(
            Reading<Double> visibility,
            Reading<RolePrivileges> privileges,
            Reading<List<RoleSessions>> sessionsByRole,
            Reading<RolePrivileges> reservePrivileges,
            Reading<Boolean> reserveLogin,
            Reading<List<String>> missingOnCatalog) {}

    /** The readings from the doctor's own sessions. */
    public record SessionReadings(
            Reading<PoolerReading> pooler,
            Reading<IdleSessionReading> idleSession,
            Reading<SelfTerminationReading> selfTermination) {}

    /**
     * The diagnosed target.
     *
     * @param id the id of the target
     * @param role the ordinary role
     * @param reserveRole the role for a full server; null if none is configured or the intended use is MONITOR
     * @param database the database of the url, or the driver's default
     * @param minVisibility the minimum visibility in percent; below it no session is signalled
     * @param ports the ports of the url
     * @param presumedProvider the provider according to the address
     */
    public record DiagnosedTarget(
            String id,
            IntendedUse intendedUse,
            String role,
            @Nullable String reserveRole,
            String database,
            double minVisibility,
            Set<Integer> ports,
            Provider presumedProvider) {
        public DiagnosedTarget {
            ports = Set.copyOf(ports);
        }
    }

    /**
     * The version and the kind of the server.
     *
     * @param versionNumber the value of {@code server_version_num}, such as 180001
     * @param version the version as the server writes it
     * @param standby whether the server is in recovery
     */
    public record Server(int versionNumber, String version, boolean standby, Provider provider) {
        public int major() {
            return versionNumber / 10_000;
        }
    }

    /**
     * The connection slots of the server.
     *
     * @param superuserReserved the slots reserved for superusers
     * @param reserved the slots reserved for members of {@code pg_use_reserved_connections}; 0 before 16
     * @param used the client sessions, the doctor's included
     */
    public record SlotUsage(int maxConnections, int superuserReserved, int reserved, int used) {
        /** Returns the slots that every role may use. */
        public int usable() {
            return maxConnections - superuserReserved - reserved;
        }

        /** Returns the slots that a superuser may use and an ordinary role is not allowed to use. */
        public int reservedTotal() {
            return superuserReserved + reserved;
        }

        /** Returns whether more sessions exist than ordinary slots, so that one of them uses a reserved slot. */
        public boolean usesReservedSlots() {
            return used > usable();
        }
    }

    /**
     * A timeout in a new session of the role.
     *
     * @param value the value in its unit; 0 if disabled, or the operating system's default for the {@code tcp_}
     *     settings
     * @param unit {@code ms}, {@code s}, or null for a plain number
     * @param source the origin of the value, as in {@code pg_settings}
     */
    public record ServerTimeout(
            String name, long value, @Nullable String unit, String source) {
        public boolean isDisabled() {
            return value == 0;
        }

        public Duration duration() {
            return "s".equals(unit) ? Duration.ofSeconds(value) : Duration.ofMillis(value);
        }
    }

    /**
     * The client sessions of one role.
     *
     * @param superuser whether the role is a superuser
     * @param signalable whether the examined role has the privileges of this role and so may signal its sessions
     */
    public record RoleSessions(String name, boolean superuser, boolean signalable, int sessions) {}

    /**
     * The result of leaving an emergency session idle.
     *
     * @param idleTimeout the idle timeout of the session itself; zero if disabled
     * @param idleTime the time that the session was left idle
     * @param sameBackend whether the same backend answered afterwards
     */
    public record IdleSessionReading(Duration idleTimeout, Duration idleTime, boolean sameBackend) {}

    /**
     * The result of terminating a session of the doctor with the statement that terminates every session.
     *
     * @param answer the answer of the statement
     * @param terminated whether the session ended
     */
    public record SelfTerminationReading(String answer, boolean terminated) {}

    /** Returns the readings of a target on which no session could be opened. */
    public static Readings ofFailedConnection(
            DiagnosedTarget target, Instant examinedAt, ConnectionReading.Failed connection) {
        return new Readings(
                target,
                examinedAt,
                connection,
                new ServerReadings(notRun(), notRun(), notRun(), notRun()),
                new RoleReadings(notRun(), notRun(), notRun(), notRun(), notRun(), notRun()),
                new SessionReadings(notRun(), notRun(), notRun()));
    }

    private static <T> Reading<T> notRun() {
        return new Reading.NotRun<>("no session could be opened");
    }

    public Provider provider() {
        return server.identity()
                .value()
                .map(Server::provider)
                .filter(provider -> provider != Provider.PLAIN)
                .orElse(target.presumedProvider());
    }

    /** Returns whether the server is a standby; privileges are then granted on its primary. */
    public boolean isStandby() {
        return server.identity().value().map(Server::standby).orElse(false);
    }
}
