package io.connwarden.testing;

import io.connwarden.embedded.kafka.KafkaServer;
import io.connwarden.embedded.kafka.KafkaServerOptions;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;

/**
 * The broker and the PostgreSQL server of a test JVM, started on first use and stopped with the JVM. All tests of the
 * JVM share both servers. Each test therefore uses its own topics, databases and roles, and restores all settings. A
 * test that stops or fills a server starts a separate server.
 */
public final class SharedInfrastructure {
    private SharedInfrastructure() {}

    /** Returns a broker that creates no topics automatically. */
    public static KafkaServer kafka() {
        return Kafka.SERVER;
    }

    /** Returns PostgreSQL 18 with {@code max_connections} 100 and superuser {@code postgres} without a password. */
    public static PostgresServer postgres() {
        return Postgres.SERVER;
    }

    private static final class Kafka {
        static final KafkaServer SERVER = KafkaServer.start(KafkaServerOptions.standard());

        static {
            closeOnExit(SERVER::close, "shared-kafka");
        }
    }

    private static final class Postgres {
        static final PostgresServer SERVER = PostgresServer.start(PostgresServerOptions.standard());

        static {
            closeOnExit(SERVER::close, "shared-postgres");
        }
    }

    private static void closeOnExit(Runnable close, String name) {
        Runtime.getRuntime().addShutdownHook(new Thread(close, name));
    }
}
