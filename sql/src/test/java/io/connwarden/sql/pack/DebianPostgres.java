package io.connwarden.sql.pack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server from Debian's package, which unlike the Maven binaries can load Debian's extensions. In a directory of its
 * own on a free port; the machine's clusters are not touched. As root it runs as the package's user {@code postgres},
 * because PostgreSQL refuses root.
 */
final class DebianPostgres implements AutoCloseable {
    private static final Path BINARIES = Path.of("/usr/lib/postgresql/15");

    private final Path directory;
    private final int port;

    private DebianPostgres(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    static boolean present(String library) {
        return Files.exists(BINARIES.resolve("lib").resolve(library + ".so"));
    }

    static DebianPostgres start(String... settings) throws IOException {
        Path directory = Files.createTempDirectory("debian-postgres");
        if (root()) {
            run(List.of("chown", "postgres", directory.toString()));
        }
        DebianPostgres server = new DebianPostgres(directory, freePort());
        server.program("initdb", "-D", server.data(), "-U", "postgres", "-A", "trust", "--no-sync");
        StringBuilder options =
                new StringBuilder("-p " + server.port + " -c listen_addresses=127.0.0.1 -c fsync=off -k " + directory);
        for (String setting : settings) {
            options.append(" -c ").append(setting);
        }
        server.program(
                "pg_ctl", "-D", server.data(), "-w", "-l", directory + "/log", "-o", options.toString(), "start");
        return server;
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        program("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
        run(List.of("rm", "-rf", directory.toString()));
    }

    private String data() {
        return directory + "/data";
    }

    private void program(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (root()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(BINARIES.resolve("bin").resolve(name).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws IOException {
        Path output = Files.createTempFile("debian-postgres", ".out");
        try {
            // Into a file: a server that is left running would hold a pipe open.
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

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
