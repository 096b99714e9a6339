package io.connwarden.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.DeadLetterHeaders;
import io.connwarden.contracts.EventId;
import io.connwarden.contracts.EventType;
import io.connwarden.contracts.Topics;
import io.connwarden.contracts.schema.SchemaFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The AsyncAPI document matches the code: topics, types, schemas, examples. */
class AsyncApiTest {
    private static final String FOLDER = "/io/connwarden/contracts/";
    private static final JsonNode DOCUMENT = yaml();

    @Test
    void every_reference_can_be_resolved() {
        List<String> references = DOCUMENT.findValuesAsString("$ref");

        assertThat(references)
                .hasSizeGreaterThan(20)
                .allSatisfy(
                        reference -> assertThat(target(reference)).as(reference).isTrue());
    }

    @Test
    void documented_topics_match_the_code() {
        Topics topics = Topics.withDefaultPrefix();

        assertThat(addresses())
                .containsExactlyInAnyOrder(
                        topics.health(),
                        topics.sessions(),
                        topics.looks(),
                        topics.commands(),
                        topics.commands("orders"),
                        topics.results(),
                        topics.alerts(),
                        topics.deadLetters());
        DOCUMENT.get("channels").forEach(channel -> {
            JsonNode bound = channel.at("/bindings/kafka/topic");
            assertThat(bound.isMissingNode() || bound.equals(channel.get("address")))
                    .isTrue();
        });
    }

    @Test
    void documented_event_types_match_the_code_and_refer_to_their_schemas() {
        Map<String, String> schemas = new HashMap<>();
        for (JsonNode message : DOCUMENT.at("/components/messages")) {
            JsonNode narrowed = message.at("/payload/allOf/1/properties");
            if (!narrowed.isMissingNode()) {
                assertThat(narrowed.at("/type/const")).isEqualTo(message.get("name"));
                schemas.put(
                        message.get("name").stringValue(),
                        narrowed.at("/data/$ref").stringValue());
            }
        }

        assertThat(schemas)
                .isEqualTo(Arrays.stream(EventType.values())
                        .collect(Collectors.toMap(EventType::value, AsyncApiTest::schema)));
        assertThat(DOCUMENT.at("/components/messages/commandInBinaryMode/payload/$ref")
                        .stringValue())
                .isEqualTo(schema(EventType.COMMAND));
    }

    @Test
    void documented_id_limits_match_the_code() {
        JsonNode attributes = DOCUMENT.at("/components/schemas/cloudEvent/properties");

        assertThat(attributes.at("/id/maxLength").intValue()).isEqualTo(EventId.MAX_ID_LENGTH);
        assertThat(attributes.at("/source/maxLength").intValue()).isEqualTo(EventId.MAX_SOURCE_LENGTH);
    }

    @Test
    void documented_dead_letter_headers_match_the_code() {
        assertThat(DOCUMENT.at("/components/messages/deadLetter/headers/properties")
                        .propertyNames())
                .containsExactly(
                        DeadLetterHeaders.REASON,
                        DeadLetterHeaders.TOPIC,
                        DeadLetterHeaders.PARTITION,
                        DeadLetterHeaders.OFFSET,
                        DeadLetterHeaders.TIMESTAMP,
                        DeadLetterHeaders.CUT);
    }

    @Test
    void every_example_can_be_decoded() {
        int read = 0;
        for (JsonNode message : DOCUMENT.at("/components/messages")) {
            for (JsonNode example : message.path("examples")) {
                DecodeResult.Decoded readable = RawRecords.decodeEvent(
                        headers(example), example.get("payload").toString());
                assertThat(readable.event().type().value())
                        .isEqualTo(message.get("name").stringValue());
                read++;
            }
        }
        assertThat(read).isGreaterThan(6);
    }

    @Test
    void every_channel_has_an_operation() {
        Set<String> used = DOCUMENT.get("operations").findValues("channel").stream()
                .map(channel -> channel.get("$ref").stringValue())
                .collect(Collectors.toSet());

        assertThat(used)
                .isEqualTo(DOCUMENT.get("channels").propertyNames().stream()
                        .map(name -> "#/channels/" + name)
                        .collect(Collectors.toSet()));
    }

    private static Map<String, byte[]> headers(JsonNode example) {
        Map<String, byte[]> headers = new HashMap<>();
        example.path("headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey(), header.getValue().stringValue().getBytes(StandardCharsets.UTF_8)));
        return headers;
    }

    private static boolean target(String reference) {
        return reference.startsWith("#")
                ? !DOCUMENT.at(reference.substring(1)).isMissingNode()
                : AsyncApiTest.class.getResource(FOLDER + reference.replaceFirst("^\\./", "")) != null;
    }

    private static List<String> addresses() {
        return StreamSupport.stream(DOCUMENT.get("channels").spliterator(), false)
                .map(channel -> channel.get("address").stringValue().replace("{team}", "orders"))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String schema(EventType type) {
        return "./schema/" + SchemaFiles.file(type);
    }

    private static JsonNode yaml() {
        try (InputStream in = AsyncApiTest.class.getResourceAsStream(FOLDER + "asyncapi.yaml")) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
