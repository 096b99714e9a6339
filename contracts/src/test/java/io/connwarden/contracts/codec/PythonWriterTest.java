package io.connwarden.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.SessionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A Python script writes commands with its standard library alone. */
class PythonWriterTest {

    @Test
    void commands_written_by_python_are_read_in_both_modes() throws Exception {
        List<String> lines = linesOf(python());

        Map<String, List<Command>> read = new HashMap<>();
        for (String line : lines) {
            String[] parts = line.split(" ", -1);
            DecodeResult decoded = EventCodec.instance().decode(headers(parts[1]), bytes(parts[2]));
            assertThat(decoded).as(parts[0]).isInstanceOf(DecodeResult.Decoded.class);
            read.computeIfAbsent(parts[0], mode -> new ArrayList<>())
                    .add((Command) ((DecodeResult.Decoded) decoded).event().data());
        }

        assertThat(read).containsOnlyKeys("structured", "binary");
        assertThat(read.get("binary")).isEqualTo(read.get("structured"));
        assertThat(read.get("binary"))
                .extracting(command -> command.parameters().action())
                .contains(Action.values());
        assertThat(read.get("binary")).contains(cleanup(), terminate());
    }

    private static Command cleanup() {
        return new Command(
                "orders-db", new CommandParameters.Cleanup(0.5, 3), "nächtlicher Lauf", "über Nacht 漢字 😀", true, null);
    }

    private static Command terminate() {
        SessionId session = new SessionId(4711, Instant.parse("2026-03-01T03:00:00.123456Z"));
        return new Command(
                "orders-db",
                new CommandParameters.Terminate(List.of(session)),
                "nächtlicher Lauf",
                "über Nacht 漢字 😀",
                false,
                null);
    }

    /** Without Python the test is skipped on a development machine and fails in CI. */
    private static Process python() throws Exception {
        Path script =
                Path.of(PythonWriterTest.class.getResource("/write_commands.py").toURI());
        try {
            return new ProcessBuilder("python3", script.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            if (System.getenv("CI") == null) {
                assumeThat(e).as("skipped: python3 is not installed here").isNull();
            }
            throw new AssertionError("python3 is needed where CI is set", e);
        }
    }

    private static List<String> linesOf(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.lines().toList();
    }

    private static Map<String, byte[]> headers(String packed) {
        Map<String, byte[]> headers = new HashMap<>();
        for (String header : packed.split(",", -1)) {
            String[] nameAndValue = new String(bytes(header), StandardCharsets.UTF_8).split("\0", 2);
            headers.put(nameAndValue[0], nameAndValue[1].getBytes(StandardCharsets.UTF_8));
        }
        return headers;
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
