package io.connwarden.sql.target;

import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.assessment.Observation.StuckTransaction;
import io.connwarden.contracts.assessment.UpcomingCrossings;
import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.ConnectionLimit;
import io.connwarden.contracts.message.ConnectionLimit.Scope;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.PreparedTransactions;
import io.connwarden.contracts.message.PreparedTransactions.PreparedTransaction;
import io.connwarden.contracts.message.SessionClass;
import io.connwarden.contracts.message.SessionId;
import io.connwarden.contracts.message.SessionSnapshot;
import io.connwarden.sql.Seconds;
import io.connwarden.sql.Timestamps;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The collector of the rows of two statements. The observe statement has one row per application and per connection
 * limit, one row for the whole server, and one row per listed session. The other one has one row per prepared
 * transaction.
 */
final class ObservationCollector {
    private static final int MAX_STUCK_TRANSACTIONS = 3;

    private final String target;
    private final List<ApplicationUsage> applications = new ArrayList<>();
    private final List<ConnectionLimit> limits = new ArrayList<>();
    private final List<PreparedTransaction> oldestPrepared = new ArrayList<>();
    private final List<SessionSnapshot.Row> sessions = new ArrayList<>();
    private PreparedTransactions prepared = PreparedTransactions.none();
    private @Nullable Supplier<Observation> wholeServer;

    ObservationCollector(String target) {
        this.target = target;
    }

    /** Adds a row. The return value is unused: a row reader must return a value. */
    boolean add(ResultSet row) throws SQLException {
        switch (row.getString("scope")) {
            case "server" -> wholeServer = wholeServer(row);
            case "role" -> limits.add(limit(row, Scope.ROLE, "user_name"));
            case "database" -> limits.add(limit(row, Scope.DATABASE, "database_name"));
            case "session" -> sessions.add(SnapshotRows.read(row));
            default -> applications.add(application(row));
        }
        return true;
    }

    /** Adds a row of a prepared transaction. The numbers of all prepared transactions are equal in each row. */
    boolean addPrepared(ResultSet row) throws SQLException {
        oldestPrepared.add(new PreparedTransaction(
                row.getString("gid"),
                row.getString("database_name"),
                row.getString("owner"),
                Math.round(row.getDouble("age_seconds") * 1000) / 1000.0));
        prepared = new PreparedTransactions(
                row.getInt("total"), row.getInt("overdue"), row.getInt("waiting_sessions"), oldestPrepared);
        return true;
    }

    Observation observation() {
        return Objects.requireNonNull(wholeServer, "the observe statement returned no row for the whole server")
                .get();
    }

    List<SessionSnapshot.Row> sessions() {
        return sessions;
    }

    private static ConnectionLimit limit(ResultSet row, Scope scope, String nameColumn) throws SQLException {
        return ConnectionLimit.of(
                scope, row.getString(nameColumn), row.getInt("total"), row.getInt("connection_limit"));
    }

    private static ApplicationUsage application(ResultSet row) throws SQLException {
        return new ApplicationUsage(
                row.getString("application_name"),
                row.getString("user_name"),
                row.getInt("total"),
                row.getInt("idle"),
                row.getInt("idle_in_transaction"),
                row.getInt("zombie"));
    }

    /** Reads the row now. The observation contains the prepared transactions that are added later. */
    private Supplier<Observation> wholeServer(ResultSet row) throws SQLException {
        Counts counts = Counts.builder()
                .totalConnections(row.getInt("total"))
                .activeConnections(row.getInt("active"))
                .idleConnections(row.getInt("idle"))
                .idleInTransactionConnections(row.getInt("idle_in_transaction"))
                .zombieConnections(row.getInt("zombie"))
                .longIdleConnections(row.getInt("long_idle"))
                .longRunningConnections(row.getInt("long_running"))
                .stuckTransactions(row.getInt("stuck_transactions"))
                .waitingOnLockConnections(row.getInt("waiting_on_lock"))
                .maxConnections(row.getInt("max_connections"))
                .usableConnections(row.getInt("usable_connections"))
                .visibilityPercentage(row.getDouble("visibility_percentage"))
                .oldestTransactionSeconds(row.getDouble("oldest_transaction_seconds"))
                .build();
        String serverVersion = row.getString("server_version");
        boolean inRecovery = row.getBoolean("in_recovery");
        Instant serverTime = Timestamps.readRequired(row, "observed_at");
        int superuserZombies = row.getInt("superuser_zombie");
        int ownSessions = row.getInt("own");
        List<SessionId> listeners = listeners(row);
        Instant serverStartedAt = Timestamps.readRequired(row, "server_started_at");
        UpcomingCrossings upcoming = upcoming(row);
        return () -> new Observation(
                target,
                counts,
                applications,
                serverVersion,
                inRecovery,
                serverTime,
                limits,
                prepared,
                superuserZombies,
                ownSessions,
                listeners,
                serverStartedAt,
                upcoming,
                oldestStuck(serverTime));
    }

    private List<StuckTransaction> oldestStuck(Instant serverTime) {
        return sessions.stream()
                .filter(row -> row.sessionClass() == SessionClass.STUCK_TRANSACTION)
                .sorted(Comparator.comparing(
                        ObservationCollector::openSince, Comparator.nullsLast(Comparator.naturalOrder())))
                .limit(MAX_STUCK_TRANSACTIONS)
                .map(row -> stuck(row, serverTime))
                .toList();
    }

    /** An aborted transaction has no start; its age is that of its state, as in the counts. */
    private static @Nullable Instant openSince(SessionSnapshot.Row row) {
        return row.xactStart() == null ? row.stateChange() : row.xactStart();
    }

    private StuckTransaction stuck(SessionSnapshot.Row row, Instant serverTime) {
        Instant since = openSince(row);
        int blocked = (int) sessions.stream()
                .filter(each -> each.blockedBy().contains(row.pid()))
                .count();
        return new StuckTransaction(
                row.pid(),
                row.user(),
                row.application(),
                since == null ? Duration.ZERO : Duration.between(since, serverTime),
                blocked);
    }

    private static List<SessionId> listeners(ResultSet row) throws SQLException {
        Array pids = row.getArray("listener_pids");
        if (pids == null) {
            return List.of();
        }
        Integer[] pidOfEach = (Integer[]) pids.getArray();
        Long[] startOfEach = (Long[]) row.getArray("listener_starts").getArray();
        return IntStream.range(0, pidOfEach.length)
                .mapToObj(i -> new SessionId(pidOfEach[i], Instant.EPOCH.plus(startOfEach[i], ChronoUnit.MICROS)))
                .toList();
    }

    private static UpcomingCrossings upcoming(ResultSet row) throws SQLException {
        Array zombies = row.getArray("zombies_in");
        return new UpcomingCrossings(
                zombies == null
                        ? List.of()
                        : Arrays.stream((Double[]) zombies.getArray())
                                .map(Seconds::toDuration)
                                .toList(),
                readDuration(row, "stuck_in"),
                readDuration(row, "long_idle_in"),
                readDuration(row, "long_running_in"));
    }

    private static @Nullable Duration readDuration(ResultSet row, String column) throws SQLException {
        double seconds = row.getDouble(column);
        return row.wasNull() ? null : Seconds.toDuration(seconds);
    }
}
