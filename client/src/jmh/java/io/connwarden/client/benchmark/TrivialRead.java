package io.connwarden.client.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.connwarden.client.QueryRouter;
import io.connwarden.client.query.Query;
import io.connwarden.client.query.QueryOptions;
import io.connwarden.client.settings.RouterSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The cheapest possible read, so that the cost of the router has its largest share. The contenders alternate in turns
 * of 20 ms, in which all threads run the same one. Other load on the machine therefore affects all contenders equally.
 * The order of the turns is pseudo-random, because the predecessor of a contender affects its caches.
 */
@State(Scope.Benchmark)
public class TrivialRead {
    private static final long TURN_NANOS = 20_000_000;
    private static final int CONNECTIONS = 32;
    private static final int[][] ORDERS = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    private static final Query<Integer> ONE = TrivialRead::one;
    private static final QueryOptions READ = QueryOptions.read("trivial_read");
    private static final QueryOptions GENERAL = QueryOptions.general("trivial_query");

    private HikariDataSource pool;
    private QueryRouter router;

    /** The number of reads of each contender. All turns have the same length. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class ReadCounts {
        public long bare;
        public long routed;
        public long routedWithCount;
    }

    @Setup(Level.Trial)
    public void open() {
        String url = System.getProperty("benchmark.url");
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(2);
        pool = new HikariDataSource(config);
        router = QueryRouter.open(RouterSettings.forUrl(url)
                .maxConnections(CONNECTIONS + 8)
                .reservedConnections(8)
                .build());
    }

    @TearDown(Level.Trial)
    public void close() {
        router.close();
        pool.close();
    }

    @Benchmark
    public int inTurns(ReadCounts done) throws SQLException {
        switch (contender(System.nanoTime() / TURN_NANOS)) {
            case 0:
                done.bare++;
                return bare();
            case 1:
                done.routed++;
                return router.executeQuery(ONE, READ);
            default:
                done.routedWithCount++;
                return router.executeQuery(ONE, GENERAL);
        }
    }

    /** Returns the contender of a turn. Each has one of three consecutive turns, in a pseudo-random order. */
    private static int contender(long turn) {
        long mixed = turn / 3 * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        return ORDERS[(int) ((mixed >>> 33) % ORDERS.length)][(int) (turn % 3)];
    }

    private int bare() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return one(connection);
        }
    }

    private static int one(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }
}
