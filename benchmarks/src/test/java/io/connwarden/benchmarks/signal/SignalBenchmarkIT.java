package io.connwarden.benchmarks.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A short run, which proves that both ways end all sessions. */
class SignalBenchmarkIT {

    @Test
    void a_short_run_compares_chunks_with_single_statements() {
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        int exitCode = SignalBenchmark.commandLine(new PrintStream(output, true, StandardCharsets.UTF_8))
                .execute("--sessions=7", "--chunk-size=3", "--rounds=1", "--warm-up-rounds=1");

        List<String> lines = output.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(exitCode).as("exit code of %s", lines).isZero();
        assertThat(lines)
                .anyMatch(line -> line.startsWith("round 1  chunks of 3        7 sessions: processor time "))
                .anyMatch(line -> line.startsWith("round 1  single statements  7 sessions: processor time "))
                .anyMatch(line -> line.startsWith("round 1  actuator           7 sessions: decided "))
                .anyMatch(line -> line.matches(
                        "Ratio of chunks to single statements, medians: processor time of the server .*, last answer"
                                + " [\\d.]+, last end [\\d.]+"))
                .last()
                .asString()
                .matches("7 sessions re-checked, ended and recorded by the actuator: median \\d+ ms from the decision"
                        + " to the commit of the outcomes");
    }
}
