package io.connwarden.testing;

import io.connwarden.embedded.kafka.KafkaServer;
import io.connwarden.embedded.kafka.KafkaServerOptions;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;

/**
 * One broker and one PostgreSQL server per test JVM, started when first asked for and stopped with it. Shared by all
 * tests of the JVM: each uses topics, databases and roles of its own name and leaves settings as it found them. Who
 * stops or fills a server starts one for itself.
 */
public final class SharedInfrastructure {
    private SharedInfrastructure() {}

    /** A broker that makes no topics by itself. */
    public static KafkaServer kafka() {
        return Kafka.SERVER;
    }

    /** PostgreSQL 18 with {@code max_connections} 100; superuser {@code postgres}, no passwords asked. */
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
