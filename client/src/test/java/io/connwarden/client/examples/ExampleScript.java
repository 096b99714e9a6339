package io.connwarden.client.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.connwarden.client.topics.TestTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A script of {@code docs/client/examples}, run unchanged with the address of the broker in {@code BROKER}. If a
 * program is not installed, the test is skipped, except in CI, where it fails.
 */
final class ExampleScript {
    private static final Path FOLDER = Path.of("..", "docs", "client", "examples");

    private final List<String> command;

    private ExampleScript(String interpreter, String script) {
        this.command = List.of(interpreter, FOLDER.resolve(script).toString());
    }

    static ExampleScript shell(String script, String program) {
        require(succeeds("sh", "-c", "command -v " + program), program + " is not installed here");
        return new ExampleScript("sh", script);
    }

    /** Uses the first Python with the library. Debian's Python may have it if another one on the path does not. */
    static ExampleScript python(String script, String library) {
        Optional<String> python = Stream.of("python3", "/usr/bin/python3")
                .filter(candidate -> succeeds(candidate, "-c", "import " + library))
                .findFirst();
        require(python.isPresent(), "no python3 with " + library + " is installed here");
        return new ExampleScript(python.orElseThrow(), script);
    }

    private static void require(boolean there, String otherwise) {
        if (System.getenv("CI") == null) {
            assumeThat(there).as("skipped: " + otherwise).isTrue();
        }
        assertThat(there).as(otherwise).isTrue();
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs the script for at most 2 min and returns the lines it printed. */
    List<String> run() {
        try {
            Path output = Files.createTempFile("example", ".out");
            ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(output.toFile());
            builder.environment().put("BROKER", TestTopics.bootstrapServers());
            Process process =
                    builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            boolean ended = process.waitFor(2, TimeUnit.MINUTES);
            process.destroyForcibly();
            List<String> lines = Files.readAllLines(output);
            assertThat(ended && process.exitValue() == 0)
                    .as("%s exits with 0; printed lines: %s", command, lines)
                    .isTrue();
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
