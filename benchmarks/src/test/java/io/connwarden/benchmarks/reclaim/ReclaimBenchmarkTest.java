package io.connwarden.benchmarks.reclaim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ReclaimBenchmarkTest {

    @Test
    void a_failed_run_has_another_exit_code_than_a_missed_ratio() {
        StringWriter errors = new StringWriter();

        int exitCode = ReclaimBenchmark.commandLine(new PrintStream(OutputStream.nullOutputStream()))
                .setErr(new PrintWriter(errors))
                .execute("--sessions=29");

        assertThat(exitCode).isEqualTo(70);
        assertThat(errors.toString()).contains("--sessions must be 30 to 1000, was 29");
    }
}
