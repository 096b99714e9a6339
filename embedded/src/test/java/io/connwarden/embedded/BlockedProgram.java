package io.connwarden.embedded;

import io.connwarden.embedded.kafka.KafkaServer;
import io.connwarden.embedded.kafka.KafkaServerOptions;
import io.connwarden.embedded.postgres.PostgresServer;
import io.connwarden.embedded.postgres.PostgresServerOptions;
import java.nio.file.Path;

/** A program that runs both servers until it is killed. */
public final class BlockedProgram {
    static final String STARTED = "started";

    private BlockedProgram() {}

    /**
     * Starts both servers.
     *
     * @param args the directory of the data of both servers
     */
    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]);
        KafkaServer kafka = KafkaServer.start(KafkaServerOptions.standard().withDirectory(root.resolve("kafka")));
        PostgresServer postgres =
                PostgresServer.start(PostgresServerOptions.standard().withDirectory(root.resolve("postgres")));
        System.out.println(STARTED + " " + kafka.pid() + " " + postgres.pid());
        new java.util.concurrent.CountDownLatch(1).await();
    }
}
