package io.connwarden.standalone.stack;

import io.connwarden.embedded.server.LoopbackPort;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options every command has that runs the stack. */
public final class PortOptions {
    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "29092",
            description = "Where Kafka listens on 127.0.0.1 (${DEFAULT-VALUE}; 0 takes a free port)")
    private int kafkaPort;

    @Option(
            names = "--store-port",
            paramLabel = "PORT",
            defaultValue = "25433",
            description = "Where the log store, a PostgreSQL, listens (${DEFAULT-VALUE})")
    private int storePort;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Where the HTTP API and the dashboard listen (${DEFAULT-VALUE})")
    private int httpPort;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Keeps the data of Kafka and PostgreSQL, and the log. Default: .connwarden beside the launcher")
    private @Nullable Path data;

    public int kafkaPort() {
        return kafkaPort;
    }

    public int storePort() {
        return storePort;
    }

    /**
     * A port that is free now; looked for before anything is started, as the web server comes last.
     *
     * @throws io.connwarden.embedded.server.PortInUseException when it is in use
     */
    public int findHttpPort() {
        return LoopbackPort.findFree(httpPort, "the HTTP API", "--http-port");
    }

    /** Absolute; each command has a folder of its own below it, so that they do not mix their data. */
    public Path dataDirectory(String command) {
        Path root = data == null ? Path.of(System.getProperty("launcher.home", "."), ".connwarden") : data;
        return root.toAbsolutePath().normalize().resolve(command);
    }
}
