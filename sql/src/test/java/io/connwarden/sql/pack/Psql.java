package io.connwarden.sql.pack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The psql of this machine, run from the root of the checkout. */
record Psql(int port, String database) {
    Psql(int port) {
        this(port, "postgres");
    }

    /** The exit code and the output of psql, errors included. */
    record PsqlResult(int exitCode, String output) {}

    static boolean isPresent() {
        try {
            return new ProcessBuilder("psql", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    PsqlResult run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("psql", "-X", "-h", "127.0.0.1", "-p", String.valueOf(port), "-U", "postgres", database));
        command.addAll(List.of(arguments));
        Process psql = new ProcessBuilder(command)
                .directory(Path.of(System.getProperty("basedir", "."))
                        .toAbsolutePath()
                        .getParent()
                        .toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(psql.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!psql.waitFor(60, TimeUnit.SECONDS)) {
            psql.destroyForcibly();
            throw new IOException("psql did not exit within 60 s: " + printed);
        }
        return new PsqlResult(psql.exitValue(), printed);
    }
}
