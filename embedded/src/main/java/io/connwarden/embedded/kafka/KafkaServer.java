package io.connwarden.embedded.kafka;

import io.connwarden.embedded.server.LoopbackPort;
import io.connwarden.embedded.server.LostPortRetry;
import io.connwarden.embedded.server.ServerDirectory;
import io.connwarden.embedded.server.StartFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A Kafka broker in a child process, on 127.0.0.1. It stops when closed and when this JVM exits for any reason.
 * Thread-safe.
 */
public final class KafkaServer implements AutoCloseable {
    static final String LOG_FILE = "kafka.log";
    static final String ERROR_FILE = "kafka.err";
    /** A start takes seconds, and minutes on a busy machine. A broker that exits is noticed at once. */
    private static final Duration START_TIMEOUT = Duration.ofMinutes(4);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final ServerDirectory directory;
    private final Process process;
    private final int port;
    private boolean closed;

    private KafkaServer(ServerDirectory directory, Process process, int port) {
        this.directory = directory;
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a broker. It accepts clients when this method returns.
     *
     * @throws StartFailedException if the port or the directory is in use, if libraries are missing, or with the end of
     *     the broker log
     */
    public static KafkaServer start(KafkaServerOptions options) {
        ServerDirectory directory = ServerDirectory.open(options.directory(), "Kafka");
        try {
            return start(options, directory);
        } catch (IOException e) {
            directory.close();
            throw new StartFailedException("Kafka failed to start: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static KafkaServer start(KafkaServerOptions options, ServerDirectory directory) throws IOException {
        OrphanBroker.in(directory).stop();
        if (options.fresh()) {
            directory.clear();
        }
        return LostPortRetry.run(() -> startOnPort(options, directory));
    }

    private static KafkaServer startOnPort(KafkaServerOptions options, ServerDirectory directory) throws IOException {
        int port = LoopbackPort.findFree(options.port(), "Kafka", options.portOption());
        int controllerPort = LoopbackPort.findOtherFree(port, "Kafka", options.portOption());
        Path settings = BrokerSettings.write(
                BrokerSettings.of(directory.data(), port, controllerPort, options.settings()),
                directory.file("broker.properties"));
        Process process = BrokerCommand.launch(directory, settings);
        OrphanBroker.in(directory).writePidFile(process);
        BrokerReadiness.await(process, directory, START_TIMEOUT);
        return new KafkaServer(directory, process, port);
    }

    /** Returns the value for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** Returns the path of the broker log, with warnings and errors. */
    public Path log() {
        return directory.file(LOG_FILE);
    }

    /** Stops the broker, or kills it after a timeout. A persistent directory stays. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        stop(process);
        directory.close();
    }

    static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
