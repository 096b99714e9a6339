package io.connwarden.sql.target;

import io.connwarden.contracts.assessment.Observation;
import io.connwarden.contracts.assessment.UpcomingCrossings;
import io.connwarden.contracts.message.ApplicationUsage;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.SessionId;
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
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The collector of the rows of the observe statement: one row per application and one row for the whole server. */
final class ObservationCollector {
    private final String target;
    private final List<ApplicationUsage> applications = new ArrayList<>();
    private @Nullable Observation wholeServer;

    ObservationCollector(String target) {
        this.target = target;
    }

    /** Adds a row. The return value is unused: a row reader must return a value. */
    boolean add(ResultSet row) throws SQLException {
        if (row.getBoolean("whole_server")) {
            wholeServer = wholeServer(row);
        } else {
            applications.add(application(row));
        }
        return true;
    }

    Observation observation() {
        return Objects.requireNonNull(wholeServer, "the observe statement returned no row for the whole server");
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

    private Observation wholeServer(ResultSet row) throws SQLException {
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
        return new Observation(
                target,
                counts,
                applications,
                row.getString("server_version"),
                row.getBoolean("in_recovery"),
                Timestamps.readRequired(row, "observed_at"),
                listeners(row),
                upcoming(row));
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
