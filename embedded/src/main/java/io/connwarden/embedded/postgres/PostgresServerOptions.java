package io.connwarden.embedded.postgres;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of a server. Immutable.
 *
 * @param port on 127.0.0.1; 0 selects a free port
 * @param portOption the option of the user for the port, for messages
 * @param directory persistent and with fsync; null for a temporary directory
 * @param settings server settings such as {@code max_connections}
 * @param binaries a jar or {@code .txz} with the binaries of another version; null for those on the class path
 * @param fresh whether to delete the data of earlier runs
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

    /** Returns options with a free port, a temporary directory, the default version and 100 connections. */
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
