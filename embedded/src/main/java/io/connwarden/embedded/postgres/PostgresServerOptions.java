package io.connwarden.embedded.postgres;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to run the server. Immutable.
 *
 * @param port where clients connect on 127.0.0.1; 0 takes a free one
 * @param portOption how the user sets the port, for the message when it is in use
 * @param directory kept between runs, and then written through to the disk; null for a temporary one
 * @param settings server settings such as {@code max_connections}
 * @param binaries a jar or {@code .txz} with another version's binaries; null for the ones on our class path
 * @param fresh whether to delete first what earlier runs left in the directory
 */
public record PostgresServerOptions(
        int port,
        String portOption,
        @Nullable Path directory,
        Map<String, String> settings,
        @Nullable Path binaries,
        boolean fresh) {
    public PostgresServerOptions {
        settings = Map.copyOf(settings);
    }

    /** A free port, a temporary directory, the newest version, 100 connections. */
    public static PostgresServerOptions standard() {
        return new PostgresServerOptions(
                0, "PostgresServerOptions.port", null, Map.of("max_connections", "100"), null, false);
    }

    public PostgresServerOptions withPort(int newPort, String option) {
        return new PostgresServerOptions(newPort, option, directory, settings, binaries, fresh);
    }

    public PostgresServerOptions withDirectory(Path newDirectory) {
        return new PostgresServerOptions(port, portOption, newDirectory, settings, binaries, fresh);
    }

    public PostgresServerOptions withSetting(String setting, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(setting, value);
        return new PostgresServerOptions(port, portOption, directory, more, binaries, fresh);
    }

    public PostgresServerOptions withMaxConnections(int count) {
        return withSetting("max_connections", Integer.toString(count));
    }

    public PostgresServerOptions binaries(Path jarOrTxz) {
        return new PostgresServerOptions(port, portOption, directory, settings, jarOrTxz, fresh);
    }

    public PostgresServerOptions fresh(boolean wanted) {
        return new PostgresServerOptions(port, portOption, directory, settings, binaries, wanted);
    }
}
