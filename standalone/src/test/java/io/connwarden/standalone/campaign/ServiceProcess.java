package io.connwarden.standalone.campaign;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A service in a child process that is started again whenever it ends, as a supervisor does. Thread-safe. */
final class ServiceProcess implements AutoCloseable {
    private static final Duration RESTART_DELAY = Duration.ofSeconds(1);

    private final String name;
    private final Path directory;
    private final List<String> command;
    private final Timeline timeline;
    private @Nullable Process process;
    private @Nullable CompletableFuture<Void> exit;
    private @Nullable Duration killedWithDelay;
    private int unexpectedExits;
    private boolean closed;

    private ServiceProcess(String name, Path directory, List<String> command, Timeline timeline) {
        this.name = name;
        this.directory = directory;
        this.command = command;
        this.timeline = timeline;
    }

    /** Starts {@code monitor} or {@code actuator} under a name. */
    static ServiceProcess start(String service, String name, Path directory, List<String> settings, Timeline timeline) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Duser.timezone=UTC",
                "-D" + CampaignService.CLOCK_FILE + "=" + clockFile(directory, name),
                "-cp",
                System.getProperty("java.class.path"),
                CampaignService.class.getName(),
                service));
        command.addAll(settings);
        ServiceProcess started = new ServiceProcess(name, directory, command, timeline);
        started.setClock(Duration.ZERO);
        started.launch();
        return started;
    }

    private static Path clockFile(Path directory, String name) {
        return directory.resolve(name + ".clock");
    }

    private synchronized void launch() {
        if (closed) {
            return;
        }
        File log = directory.resolve(name + ".log").toFile();
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        exit = process.onExit().thenAccept(this::onExit);
    }

    private synchronized void onExit(Process ended) {
        if (closed) {
            return;
        }
        Duration delay = killedWithDelay;
        if (delay == null) {
            unexpectedExits++;
            timeline.add(name + " exited with code " + ended.exitValue());
            delay = RESTART_DELAY;
        }
        killedWithDelay = null;
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                .execute(this::launch);
    }

    /** Sends SIGKILL. The process is started again after the delay. Does nothing if the process does not run. */
    synchronized void kill(Duration restartDelay) {
        if (process != null && process.isAlive()) {
            killedWithDelay = restartDelay;
            process.destroyForcibly();
        }
    }

    void suspend() {
        ProcessSignals.send("STOP", pids());
    }

    void resume() {
        ProcessSignals.send("CONT", pids());
    }

    private synchronized List<Long> pids() {
        return process == null || !process.isAlive() ? List.of() : List.of(process.pid());
    }

    /** Steps the clock of the actuator to the given distance from the time. */
    void setClock(Duration offset) {
        try {
            Files.writeString(clockFile(directory, name), Long.toString(offset.toMillis()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the number of exits that no fault caused. */
    synchronized int unexpectedExits() {
        return unexpectedExits;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (process != null) {
            process.destroyForcibly();
        }
        if (exit != null) {
            exit.cancel(false);
        }
    }
}
