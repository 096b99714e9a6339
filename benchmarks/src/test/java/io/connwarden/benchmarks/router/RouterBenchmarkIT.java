package io.connwarden.benchmarks.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A short run, which proves that each runner runs transactions and logins. */
class RouterBenchmarkIT {

    @Test
    void a_short_run_compares_the_router_and_its_data_source_with_a_pool() {
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        int exitCode = RouterBenchmark.commandLine(new PrintStream(output, true, StandardCharsets.UTF_8))
                .execute(
                        "--threads=2",
                        "--connections=2",
                        "--rounds=1",
                        "--warm-up-rounds=0",
                        "--round-seconds=1",
                        "--report-only");

        List<String> lines = output.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(exitCode).as("exit code of %s", lines).isZero();
        for (String runner : List.of("HikariCP", "router", "data source")) {
            assertThat(lines)
                    .anyMatch(line ->
                            line.matches("round 1 +" + runner + " +[1-9]\\d* transactions/s, login p99 +[\\d.]+ ms"));
        }
        assertThat(lines)
                .anyMatch(line ->
                        line.matches("Ratio of router to HikariCP, medians: transactions [\\d.]+, login p99 [\\d.]+"))
                .anyMatch(line -> line.startsWith("Ratio of data source to HikariCP, medians: "));
    }
}
