package io.connwarden.embedded.postgres;

import io.connwarden.embedded.server.FileTree;
import io.connwarden.embedded.server.LogTail;
import io.connwarden.embedded.server.ServerDirectory;
import io.connwarden.embedded.server.StartFailedException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** A run of the server process, from {@code initdb} to the stop. */
final class Postmaster {
    static final String LOG_FILE = "postgresql.log";
    private static final long MAX_LOG_BYTES = 5_000_000;
    /** As for the broker, a busy machine needs minutes. */
    private static final Duration START_TIMEOUT = Duration.ofMinutes(4);

    private final EmbeddedPostgres running;
    private final ParentExitWatchdog watchdog;
    private final Path data;

    private Postmaster(EmbeddedPostgres running, ParentExitWatchdog watchdog, Path data) {
        this.running = running;
        this.watchdog = watchdog;
        this.data = data;
    }

    static Postmaster start(PostgresServerOptions options, ServerDirectory directory, int port) throws IOException {
        deleteIncompleteData(directory);
        rotateLog(directory.file(LOG_FILE));
        ParentExitWatchdog watchdog = ParentExitWatchdog.start(directory);
        try {
            EmbeddedPostgres.Builder builder = builder(options, directory, port);
            EmbeddedPostgres running =
                    StartupFailureDetector.from(directory.file(LOG_FILE)).run(builder::start);
            Files.writeString(directory.file("initialized"), "");
            return new Postmaster(running, watchdog, directory.data());
        } catch (IOException | RuntimeException e) {
            OrphanPostmaster.stop(directory.data());
            watchdog.close();
            throw failure(directory, e);
        }
    }

    /** Deletes the files of an interrupted {@code initdb}, which no server can use. */
    private static void deleteIncompleteData(ServerDirectory directory) throws IOException {
        if (!Files.exists(directory.file("initialized"))) {
            FileTree.delete(directory.data());
        }
    }

    private static void rotateLog(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > MAX_LOG_BYTES) {
            Files.move(log, log.resolveSibling(LOG_FILE + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static EmbeddedPostgres.Builder builder(PostgresServerOptions options, ServerDirectory directory, int port)
            throws IOException {
        ProcessBuilder.Redirect log =
                ProcessBuilder.Redirect.appendTo(directory.file(LOG_FILE).toFile());
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.data())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setOverrideWorkingDirectory(BinariesCache.directory().toFile())
                .setLocaleConfig("locale", "C")
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .setPGStartupWait(START_TIMEOUT);
        if (options.binaries() != null) {
            builder.setPgBinaryResolver(new ArchivedBinaries(options.binaries()));
        }
        ServerSettings.of(options, directory.isPersistent()).forEach(builder::setServerConfig);
        return builder;
    }

    private static StartFailedException failure(ServerDirectory directory, Throwable cause) {
        return new StartFailedException(
                "PostgreSQL failed to start: %s.%nThe end of its log %s:%n%s"
                        .formatted(cause.getMessage(), directory.file(LOG_FILE), LogTail.of(directory.file(LOG_FILE))),
                cause);
    }

    /** Shuts the server down in mode fast. The server has stopped when this method returns. */
    void stop() throws IOException {
        running.close();
        // The library waits for five seconds only, then logs a warning.
        OrphanPostmaster.stop(data);
        watchdog.close();
    }
}
