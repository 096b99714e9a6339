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
    public static Infrastructure start(EnvironmentSettings settings, ResourceStack resources) {
        AsyncStart<KafkaServer> kafka = AsyncStart.start("kafka", () -> resources.add(startKafka(settings)));
        AsyncStart<PostgresServer> store = AsyncStart.start("store", () -> resources.add(startStore(settings)));
        try {
            return new Infrastructure(kafka.await(), store.await());
        } finally {
            // A store cannot be closed during its start. It would outlive this program.
            store.awaitCompletion();
        }
    }

    private static KafkaServer startKafka(EnvironmentSettings settings) {
        return KafkaServer.start(KafkaServerOptions.standard()
                .withPort(settings.ports().kafka(), "--kafka-port")
                .withDirectory(settings.data().resolve("kafka"))
                .fresh(settings.fresh()));
    }

    private static PostgresServer startStore(EnvironmentSettings settings) {
        PostgresServer store = PostgresServer.start(PostgresServerOptions.standard()
                .withPort(settings.ports().store(), "--store-port")
                .withDirectory(settings.data().resolve("store"))
                .fresh(settings.fresh()));
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
