package io.connwarden.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped jar in a separate process. */
class ServiceJarIT {
    @TempDir
    Path folder;

    @Test
    void an_invalid_configuration_ends_the_process_with_one_sentence_and_exit_code_1() throws Exception {
        Path output = folder.resolve("output.txt");
        Process process = start(output, "--connwarden.monitor.tripwire-intervall=1s");
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readString(output))
                .contains("Unknown configuration key 'connwarden.monitor.tripwire-intervall':"
                        + " did you mean 'connwarden.monitor.tripwire-interval'?")
                .doesNotContain("\tat ");
    }

    @Test
    void a_stop_signal_ends_the_process_within_its_timeouts_while_no_server_answers() throws Exception {
        Path output = folder.resolve("output.txt");
        Process process = start(
                output,
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=127.0.0.1:1",
                "--connwarden.monitor.shutdown-flush-timeout=500ms",
                "--connwarden.targets[0].id=absent-db",
                "--connwarden.targets[0].url=jdbc:postgresql://127.0.0.1:1/nothing",
                "--connwarden.targets[0].user=watcher");
        await().atMost(180, TimeUnit.SECONDS)
                .until(() -> Files.readString(output).contains("absent-db is UNREACHABLE"));
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(output)).contains("Latest health events of 1 target not sent before the shutdown");
    }

    private static Process start(Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-jar",
                jar().toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("basedir", "."), "target"))) {
            return files.filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
