package io.connwarden.standalone.environment;

import io.connwarden.embedded.kafka.KafkaServer;
import io.connwarden.embedded.kafka.KafkaServerOptions;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import java.util.function.Supplier;

/** The embedded servers of both services: Kafka and the log store. */
public record Infrastructure(KafkaServer kafka, PostgresServer store) {
    private static final String STORE_DATABASE = "connwarden";

    /**
     * Starts both servers at the same time.
     *
     * @throws io.connwarden.embedded.server.StartFailedException if one of them fails; the message names the option to
     *     change
     */
    public static Infrastructure start(EnvironmentSettings options, ResourceStack resources) {
        AsyncStart<KafkaServer> kafka = AsyncStart.start("kafka", () -> resources.add(startKafka(options)));
        AsyncStart<PostgresServer> store = AsyncStart.start("store", () -> resources.add(startStore(options)));
        try {
            return new Infrastructure(kafka.await(), store.await());
        } finally {
            // A store cannot be closed during its start. It would outlive this program.
            store.awaitCompletion();
        }
    }

    private static KafkaServer startKafka(EnvironmentSettings options) {
        return KafkaServer.start(KafkaServerOptions.standard()
                .withPort(options.ports().kafka(), "--kafka-port")
                .withDirectory(options.data().resolve("kafka"))
                .fresh(options.fresh()));
    }

    private static PostgresServer startStore(EnvironmentSettings options) {
        PostgresServer store = PostgresServer.start(PostgresServerOptions.standard()
                .withPort(options.ports().store(), "--store-port")
                .withDirectory(options.data().resolve("store"))
                .fresh(options.fresh()));
        return closeOnFailure(store, () -> {
            Databases.createIfMissing(store.jdbcUrl("postgres"), STORE_DATABASE);
            return store;
        });
    }

    private static PostgresServer closeOnFailure(PostgresServer server, Supplier<PostgresServer> preparation) {
        try {
            return preparation.get();
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Returns the JDBC URL of the log store. */
    public String storeUrl() {
        return store.jdbcUrlWithoutUser(STORE_DATABASE);
    }

    /** Returns the psql command for the log store. */
    public String psql() {
        return "psql -h 127.0.0.1 -p " + store.port() + " -U postgres " + STORE_DATABASE;
    }
}
