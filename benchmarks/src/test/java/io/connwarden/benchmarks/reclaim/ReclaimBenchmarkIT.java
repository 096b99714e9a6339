package io.connwarden.benchmarks.reclaim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A short run, which proves that both contenders end all sessions and that their reads are counted. */
class ReclaimBenchmarkIT {

    @Test
    void a_short_run_measures_both_contenders() {
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        int exitCode = ReclaimBenchmark.commandLine(new PrintStream(output, true, StandardCharsets.UTF_8))
                .execute(
                        "--sessions=30",
                        "--rounds=1",
                        "--warm-up-rounds=0",
                        "--quiet-seconds=0",
                        "--idle-limit-seconds=4",
                        "--report-only");

        List<String> lines = output.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(exitCode).as("exit code of %s", lines).isZero();
        assertThat(lines)
                .anyMatch(line -> line.matches("round 1 +connwarden .*; [1-9]\\d* full reads, [1-9]\\d* readings of.*"))
                .anyMatch(line -> line.matches(" +action on [1-9]\\d* sessions, .* decided -?\\d+, .*"))
                .anyMatch(line -> line.matches("round 1 +plain loop .*; [1-9]\\d* full reads, 0 readings of.*"))
                .anyMatch(line -> line.startsWith("Ratio of the times "));
    }
}
