package io.connwarden.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The PgBouncer of Debian in front of a server, in a temporary directory. For root it runs as user postgres. */
public final class PgBouncer implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");

    /** Another program may take a free port first. */
    private static final int MAX_START_ATTEMPTS = 3;

    private final Path directory;
    private final int port;
    private final Process process;

    private PgBouncer(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    /** Returns true if the package is installed. */
    public static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /**
     * Starts a pooler.
     *
     * @param mode the pool mode, such as {@code transaction}
     * @param more further lines of the configuration
     */
    public static PgBouncer start(int serverPort, String mode, List<String> roles, String... more) throws Exception {
        PgBouncer bouncer = tryStart(serverPort, mode, roles, more);
        for (int attempt = 1; attempt < MAX_START_ATTEMPTS && !bouncer.awaitStart(); attempt++) {
            bouncer.close();
            bouncer = tryStart(serverPort, mode, roles, more);
        }
        if (!bouncer.awaitStart()) {
            throw new IOException("pgbouncer did not start: " + bouncer.output());
        }
        return bouncer;
    }

    private static PgBouncer tryStart(int serverPort, String mode, List<String> roles, String... more)
            throws Exception {
        Path directory = Files.createTempDirectory("pgbouncer");
        int port = freePort();
        List<String> users = roles.stream().map(role -> '"' + role + "\" \"\"").toList();
        Files.write(directory.resolve("users.txt"), users);
        List<String> lines = new ArrayList<>(List.of(
                "[databases]",
                "* = host=127.0.0.1 port=" + serverPort,
                "[pgbouncer]",
                "listen_addr = 127.0.0.1",
                "listen_port = " + port,
                "unix_socket_dir =",
                "auth_type = trust",
                "auth_file = " + directory.resolve("users.txt"),
                "logfile = " + directory.resolve("log"),
                "pool_mode = " + mode));
        lines.addAll(List.of(more));
        Files.write(directory.resolve("pgbouncer.ini"), lines);
        return new PgBouncer(directory, port, run(directory));
    }

    private static Process run(Path directory) throws Exception {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            new ProcessBuilder("chown", "-R", "postgres", directory.toString())
                    .start()
                    .waitFor();
            command.addAll(List.of("setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups"));
        }
        command.addAll(
                List.of(PROGRAM.toString(), directory.resolve("pgbouncer.ini").toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output(directory).toFile())
                .start();
    }

    /** Waits for the log line of the start, because another program could listen on the port. */
    private boolean awaitStart() throws IOException {
        await("pgbouncer is up or has ended")
                .atMost(Duration.ofSeconds(60))
                .until(() -> !process.isAlive() || output().contains("process up"));
        return process.isAlive();
    }

    public int port() {
        return port;
    }

    private String output() throws IOException {
        return Files.readString(output(directory));
    }

    private static Path output(Path directory) {
        return directory.resolveSibling(directory.getFileName() + ".out");
    }

    /** Returns the URL without a user. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            new ProcessBuilder("rm", "-rf", directory.toString(), directory + ".out")
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
