package io.connwarden.sql;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.testing.PostgresVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One server of each version per test JVM. Tests use it one after the other and close their sessions, because counts
 * are of the whole server.
 */
public final class VersionedServers {
    private static final Map<PostgresVersion, PostgresServer> RUNNING = new ConcurrentHashMap<>();

    private VersionedServers() {}

    public static List<PostgresVersion> versions() {
        return PostgresVersion.all();
    }

    /** The first and the last version, for tests that hardly depend on the version. */
    public static List<PostgresVersion> oldestAndNewest() {
        List<PostgresVersion> all = versions();
        return List.of(all.get(0), all.get(all.size() - 1));
    }

    /** The first and the last version and one in between, for long tests of statements that run on every version. */
    public static List<PostgresVersion> oldestMiddleAndNewest() {
        List<PostgresVersion> all = versions();
        return List.of(all.get(0), all.get((all.size() - 1) / 2), all.get(all.size() - 1));
    }

    public static PostgresServer of(PostgresVersion version) {
        return RUNNING.computeIfAbsent(version, VersionedServers::start);
    }

    private static PostgresServer start(PostgresVersion version) {
        PostgresServer server = version.start(PostgresServerOptions.standard()
                .withMaxConnections(60)
                // Autovacuum workers would change the counts.
                .withSetting("autovacuum", "off")
                .withSetting("max_prepared_transactions", "10"));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "versioned-postgres"));
        return server;
    }
}
