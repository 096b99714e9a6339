package io.connwarden.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The program in a separate process, as a user runs it. Tests check its output and its exit code. */
public final class ConnwardenProcess implements AutoCloseable {
    private static final Duration MAX_RUN_TIME = Duration.ofMinutes(5);
    private static final int SIGINT = 2;
    private static final int SIGTERM = 15;

    private final Process process;
    private final BufferedReader out;
    private final List<String> lines = new ArrayList<>();

    private ConnwardenProcess(Process process, Duration limit) {
        // A program that hangs is killed after the limit, so that readLine() returns.
        process.onExit()
                .orTimeout(limit.toSeconds(), TimeUnit.SECONDS)
                .exceptionally(late -> process.destroyForcibly());
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts the program. Its standard error is merged into standard output. */
    public static ConnwardenProcess start(Map<String, String> environment, List<String> arguments) throws IOException {
        return start(environment, arguments, MAX_RUN_TIME);
    }

    /** Starts the program with a maximum run time. */
    public static ConnwardenProcess start(Map<String, String> environment, List<String> arguments, Duration limit)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                // As in the manifest of the jar.
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Connwarden.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        builder.environment().remove("PGPASSWORD");
        builder.environment().putAll(environment);
        return new ConnwardenProcess(builder.start(), limit);
    }

    /**
     * Reads until a line satisfies the condition.
     *
     * @return that line
     */
    public String awaitLine(Predicate<String> condition) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (condition.test(line)) {
                return line;
            }
        }
        throw new AssertionError("the program exited without the expected line:\n" + output());
    }

    /**
     * Reads the output to its end.
     *
     * @return the exit code
     */
    public int awaitExit(int seconds) throws IOException, InterruptedException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
        }
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("the program did not exit:\n" + output());
        }
        return process.exitValue();
    }

    /**
     * Sends SIGINT, as Ctrl-C does. A background process of a script ignores SIGINT, and so does its child. Then this
     * method sends SIGTERM.
     *
     * @return the exit code of that signal
     */
    public int interrupt() throws IOException, InterruptedException {
        boolean ignoresSigint = ignoresSigint();
        new ProcessBuilder("kill", ignoresSigint ? "-TERM" : "-INT", Long.toString(process.pid()))
                .start()
                .waitFor();
        return 128 + (ignoresSigint ? SIGTERM : SIGINT);
    }

    private boolean ignoresSigint() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return false;
        }
        String mask = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.substring("SigIgn:".length()).trim())
                .findFirst()
                .orElse("0");
        return (Long.parseUnsignedLong(mask, 16) & 1 << (SIGINT - 1)) != 0;
    }

    /** Returns the output read so far. */
    public String output() {
        return String.join("\n", lines);
    }

    public Process process() {
        return process;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
