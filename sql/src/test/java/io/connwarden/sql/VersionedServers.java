package io.connwarden.sql;

import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import io.connwarden.testing.PostgresVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One server of each version per test JVM, with tests taking turns on it: each leaves it without sessions of its own,
 * because what is counted is the whole server.
 */
public final class VersionedServers {
    private static final Map<PostgresVersion, PostgresServer> RUNNING = new ConcurrentHashMap<>();

    private VersionedServers() {}

    public static List<PostgresVersion> versions() {
        return PostgresVersion.all();
    }

    /** Enough where versions make no difference but might. */
    public static List<PostgresVersion> oldestAndNewest() {
        List<PostgresVersion> all = versions();
        return List.of(all.get(0), all.get(all.size() - 1));
    }

    public static PostgresServer of(PostgresVersion version) {
        return RUNNING.computeIfAbsent(version, VersionedServers::start);
    }

    private static PostgresServer start(PostgresVersion version) {
        PostgresServer server = version.start(PostgresServerOptions.standard()
                .withMaxConnections(60)
                // Nothing but the tests' own sessions comes and goes.
                .withSetting("autovacuum", "off"));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "versioned-postgres"));
        return server;
    }
}
