package io.connwarden.standalone.environment;

import io.connwarden.embedded.server.LoopbackPort;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of all commands that start the embedded servers and both services. */
public final class EnvironmentOptions {
    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "29092",
            description = "Port of Kafka on 127.0.0.1; 0 selects a free port. Default: ${DEFAULT-VALUE}")
    private int kafkaPort;

    @Option(
            names = "--store-port",
            paramLabel = "PORT",
            defaultValue = "25433",
            description =
                    "Port of the log store (PostgreSQL) on 127.0.0.1; 0 selects a free port. Default: ${DEFAULT-VALUE}")
    private int storePort;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description =
                    "Port of the console, the HTTP API, health and metrics on 127.0.0.1. Default: ${DEFAULT-VALUE}")
    private int httpPort;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Data directory of Kafka, PostgreSQL and the log. Default: .connwarden beside the launcher")
    private @Nullable Path data;

    /**
     * Returns the ports. Selects the HTTP port now, because the web server starts last.
     *
     * @throws io.connwarden.standalone.target.InvalidInputException if a port is out of range
     * @throws io.connwarden.embedded.server.PortInUseException if the HTTP port is in use
     */
    public Ports ports() {
        Ports given = new Ports(kafkaPort, storePort, httpPort);
        return new Ports(
                given.kafka(), given.store(), LoopbackPort.findFree(given.http(), "the monitor", "--http-port"));
    }

    /** Returns the absolute directory of a command. Each command has its own, so that they do not share data. */
    public Path dataDirectory(String command) {
        Path root = data == null ? Path.of(System.getProperty("launcher.home", "."), ".connwarden") : data;
        return root.toAbsolutePath().normalize().resolve(command);
    }
}
