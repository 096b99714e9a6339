package io.connwarden.actuator;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An actuator in a separate process that can be killed. */
final class ActuatorProcess implements AutoCloseable {
    private final Process process;

    private ActuatorProcess(Process process) {
        this.process = process;
    }

    /** Starts an actuator that kills itself at the given point. */
    static ActuatorProcess startCrashingAt(CrashingActuator.CrashPoint crashPoint, List<String> arguments) {
        return start(
                Arrays.asList(CrashingActuator.jvmArguments(crashPoint)),
                CrashingActuator.class,
                arguments,
                new File("target/crashing-actuator-" + crashPoint + ".txt"));
    }

    /** Starts an actuator with options of the Java virtual machine. Its output goes to the file. */
    static ActuatorProcess start(List<String> jvmOptions, List<String> arguments, File output) {
        return start(jvmOptions, ActuatorApplication.class, arguments, output);
    }

    private static ActuatorProcess start(List<String> jvmOptions, Class<?> main, List<String> arguments, File output) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(jvmOptions);
        command.add(main.getName());
        command.addAll(arguments);
        try {
            return new ActuatorProcess(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the exit and returns the exit code. */
    int awaitExit() throws InterruptedException {
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the actuator did not exit within 5 minutes");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
