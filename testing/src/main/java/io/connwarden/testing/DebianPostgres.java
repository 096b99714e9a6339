package io.connwarden.testing;

import io.connwarden.embedded.server.LogTail;
import io.connwarden.embedded.server.LoopbackPort;
import io.connwarden.embedded.server.LostPortRetry;
import io.connwarden.embedded.server.StartFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server from the Debian package. Unlike the Maven binaries it can load Debian extensions and stream to a
 * standby. It uses a temporary directory and a free port, and does not touch other clusters. As root it runs as user
 * {@code postgres}, because PostgreSQL rejects root.
 */
public final class DebianPostgres implements AutoCloseable {
    private static final Path BINARIES = Path.of("/usr/lib/postgresql/15");

    private final Path directory;
    private int port;

    private DebianPostgres(Path directory) {
        this.directory = directory;
    }

    /** Returns true if the package is installed. */
    public static boolean isInstalled() {
        return Files.exists(BINARIES.resolve("bin/initdb"));
    }

    /** Returns true if the package and the library of an extension are installed. */
    public static boolean isInstalled(String library) {
        return Files.exists(BINARIES.resolve("lib").resolve(library + ".so"));
    }

    /** Starts a new server with settings such as {@code max_connections=20}. */
    public static DebianPostgres start(String... settings) throws IOException {
        DebianPostgres server = createDirectory();
        server.runProgram("initdb", "-D", server.data(), "-U", "postgres", "-A", "trust", "--no-sync");
        server.run(settings);
        return server;
    }

    /** Starts a standby that streams from this server. */
    public DebianPostgres startStandby(String... settings) throws IOException {
        DebianPostgres standby = createDirectory();
        standby.runProgram(
                "pg_basebackup",
                "--write-recovery-conf",
                "--checkpoint=fast",
                "--host=127.0.0.1",
                "--port=" + port,
                "--username=postgres",
                "--pgdata=" + standby.data());
        standby.run(settings);
        return standby;
    }

    private static DebianPostgres createDirectory() throws IOException {
        Path directory = Files.createTempDirectory("debian-postgres");
        if (isRoot()) {
            run(List.of("chown", "postgres", directory.toString()));
        }
        return new DebianPostgres(directory);
    }

    private void run(String... settings) throws IOException {
        port = LostPortRetry.run(() -> startOnFreePort(settings));
    }

    private int startOnFreePort(String... settings) throws IOException {
        int free = LoopbackPort.findFree(0, "PostgreSQL", "port");
        try {
            startOnPort(free, settings);
            return free;
        } catch (IOException e) {
            // Only the log of the server names a lost port.
            throw new StartFailedException(e.getMessage() + System.lineSeparator() + LogTail.of(logFile()), e);
        }
    }

    private void startOnPort(int free, String... settings) throws IOException {
        StringBuilder options =
                new StringBuilder("-p " + free + " -c listen_addresses=127.0.0.1 -c fsync=off -k " + directory);
        for (String setting : settings) {
            options.append(" -c ").append(setting);
        }
        runProgram("pg_ctl", "-D", data(), "-w", "-l", logFile().toString(), "-o", options.toString(), "start");
    }

    private Path logFile() {
        return directory.resolve("log");
    }

    /** Returns the URL for the superuser {@code postgres}. No password is needed. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    /** Returns the URL without a user. */
    public String urlWithoutUser() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    public int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        runProgram("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
        run(List.of("rm", "-rf", directory.toString()));
    }

    private String data() {
        return directory + "/data";
    }

    private void runProgram(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(BINARIES.resolve("bin").resolve(name).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws IOException {
        Path output = Files.createTempFile("debian-postgres", ".out");
        try {
            // A file, because the started server would keep a pipe open.
            Process process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(command + " failed: " + Files.readString(output, StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.delete(output);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
