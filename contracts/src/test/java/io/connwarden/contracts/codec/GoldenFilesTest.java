package io.connwarden.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.Event;
import io.connwarden.contracts.message.Action;
import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandOutcome;
import io.connwarden.contracts.message.Message;
import io.connwarden.contracts.message.Result;
import io.connwarden.contracts.message.SessionOutcome;
import io.connwarden.contracts.message.SessionReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The wire form of the messages. A change of a golden file affects all consumers of the topics. */
class GoldenFilesTest {
    private static final Map<String, Event<?>> EXAMPLES = ExampleEvents.all();

    static Stream<String> names() {
        return EXAMPLES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void an_event_is_encoded_as_its_golden_file(String name) throws IOException {
        byte[] written = EventCodec.instance().encode(EXAMPLES.get(name)).value();

        // Compared as text, because the order of the fields matters too.
        assertThat(pretty(written)).isEqualTo(pretty(golden(name)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_golden_file_is_decoded_to_its_event(String name) throws IOException {
        EncodedEvent encoded = EventCodec.instance().encode(EXAMPLES.get(name));

        assertThat(EventCodec.instance().decode(encoded.headers(), golden(name)))
                .isEqualTo(new DecodeResult.Decoded(EXAMPLES.get(name)));
    }

    @Test
    void every_golden_file_has_an_example_event() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden"))) {
            Set<String> onDisk = files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .collect(Collectors.toSet());
            assertThat(onDisk).isEqualTo(EXAMPLES.keySet());
        }
    }

    @Test
    void every_action_and_every_outcome_has_a_golden_file() {
        EnumSet<Action> actions = EnumSet.noneOf(Action.class);
        EnumSet<CommandOutcome> outcomes = EnumSet.noneOf(CommandOutcome.class);
        EnumSet<SessionOutcome> sessionOutcomes = EnumSet.noneOf(SessionOutcome.class);
        for (Event<?> event : EXAMPLES.values()) {
            Message message = event.data();
            if (message instanceof Command command) {
                actions.add(command.parameters().action());
            } else if (message instanceof Result result) {
                outcomes.add(result.outcome());
                result.sessions().stream().map(SessionReport::outcome).forEach(sessionOutcomes::add);
            }
        }

        assertThat(actions).containsExactlyElementsOf(Arrays.asList(Action.values()));
        assertThat(outcomes).containsExactlyElementsOf(Arrays.asList(CommandOutcome.values()));
        assertThat(sessionOutcomes).containsExactlyElementsOf(Arrays.asList(SessionOutcome.values()));
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream in = GoldenFilesTest.class.getResourceAsStream("/golden/" + name + ".json")) {
            assertThat(in).as("golden file of %s", name).isNotNull();
            return in.readAllBytes();
        }
    }

    private static String pretty(byte[] json) {
        return Json.MAPPER.readTree(new String(json, StandardCharsets.UTF_8)).toPrettyString();
    }
}
