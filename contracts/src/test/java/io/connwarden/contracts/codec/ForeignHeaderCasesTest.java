package io.connwarden.contracts.codec;

import static io.connwarden.contracts.codec.RawRecords.CLEANUP;
import static io.connwarden.contracts.codec.RawRecords.event;
import static io.connwarden.contracts.codec.RawRecords.headers;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.EventId;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records of invented producers. Each is read as the plain command, or rejected under the id that its sender knows. */
class ForeignHeaderCasesTest {
    private static final EventId ID = new EventId("/teams/orders", "c-1");
    private static final String KILL = CLEANUP.replace("CLEANUP", "KILL");

    static Stream<Arguments> certain() {
        return Stream.of(
                Arguments.of("Spring quotes each header and writes contentType", spring(), CLEANUP),
                Arguments.of(
                        "Spring adds the types of its headers",
                        plus(spring(), "spring_json_header_types", "{}"),
                        CLEANUP),
                Arguments.of(
                        "a tracer adds its context", plus(plain("ce_"), "traceparent", "00-4bf9-00f0-01"), CLEANUP),
                Arguments.of(
                        "a serializer adds the class", plus(plain("ce_"), "__TypeId__", "com.acme.Cleanup"), CLEANUP),
                Arguments.of("a proxy writes header names in upper case", upperCase(plain("ce_")), CLEANUP),
                Arguments.of("an AMQP bridge keeps its prefix", plain("cloudEvents:"), CLEANUP),
                Arguments.of("a JMS bridge keeps its prefix", plain("cloudEvents_"), CLEANUP),
                Arguments.of("the data are serialized twice", plain("ce_"), json(CLEANUP)),
                Arguments.of("the data are serialized twice under quoted headers", spring(), json(CLEANUP)),
                Arguments.of("the value is a JSON string with Base64", plain("ce-"), json(base64(CLEANUP))),
                Arguments.of(
                        "Kafka Connect writes its envelope",
                        plain("ce_"),
                        "{\"schema\":null,\"payload\":" + CLEANUP + "}"),
                Arguments.of(
                        "the envelope of Kafka Connect has an event",
                        Map.of(),
                        "{\"schema\":{\"type\":\"string\"},\"payload\":" + event(CLEANUP) + "}"),
                Arguments.of("a console producer sends the event alone", Map.of(), event(CLEANUP)),
                Arguments.of(
                        "an editor on Windows adds a byte order mark", Map.of(), "\uFEFF" + event(CLEANUP) + "\r\n"),
                Arguments.of("a program in C sends the final zero", Map.of(), event(CLEANUP) + "\0"),
                Arguments.of("a structured event has ce headers too", plain("ce_"), event(CLEANUP)),
                Arguments.of("the event is serialized twice", Map.of(), json(event(CLEANUP))),
                Arguments.of(
                        "the event has its data in Base64",
                        Map.of(),
                        event("null").replace("\"data\":null", "\"data_base64\":\"" + base64(CLEANUP) + "\"")),
                Arguments.of("the event has its data as a string", Map.of(), event(json(CLEANUP))),
                Arguments.of("a schema registry adds five bytes", plain("ce_"), "\0\0\0\0\7" + CLEANUP));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("certain")
    void a_certain_meaning_is_read(String sentence, Map<String, byte[]> headers, String value) {
        assertThat(RawRecords.decode(headers, value))
                .as(sentence)
                .isInstanceOfSatisfying(DecodeResult.Decoded.class, decoded -> {
                    assertThat(decoded.event().id()).isEqualTo(ID);
                    assertThat(decoded.event().data()).isEqualTo(RawRecords.command(CLEANUP));
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("certain")
    void an_invalid_action_in_the_same_form_is_answered_under_the_true_id(
            String sentence, Map<String, byte[]> headers, String value) {
        String invalid = value.replace("CLEANUP", "KILL").replace(base64(CLEANUP), base64(KILL));
        assertThat(RawRecords.decode(headers, invalid))
                .as(sentence)
                .isInstanceOfSatisfying(DecodeResult.Unreadable.class, unreadable -> {
                    assertThat(unreadable.id()).isEqualTo(ID);
                    assertThat(unreadable.target()).isEqualTo("orders-db");
                    assertThat(unreadable.reason()).contains("action", "KILL");
                });
    }

    static Stream<Arguments> uncertain() {
        return Stream.of(
                Arguments.of("two ids", plus(plain("ce_"), "ce-id", "c-2"), CLEANUP, "c-2"),
                Arguments.of("two types", plus(plain("ce_"), "ce-type", "io.connwarden.health.v1"), CLEANUP, "type"),
                Arguments.of("another version", plus(plain("ce_"), "ce_specversion", "0.3"), CLEANUP, "0.3"),
                Arguments.of(
                        "an id in the event that differs from its header",
                        plain("ce_"),
                        event(CLEANUP).replace("c-1", "c-9"),
                        "c-9"),
                Arguments.of("gzip data", plain("ce_"), "\u001f\u008b\b", "gzip"),
                Arguments.of(
                        "XML", plus(plain("ce_"), "content-type", "application/xml"), "<cleanup/>", "application/xml"),
                Arguments.of("a form", plain("ce_"), "action=CLEANUP&target=orders-db", "JSON"),
                Arguments.of("a list of commands", plain("ce_"), "[" + CLEANUP + "," + CLEANUP + "]", "array"),
                Arguments.of("no value", plain("ce_"), "", "value"),
                Arguments.of("half of the command", plain("ce_"), CLEANUP.substring(0, 40), "JSON"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("uncertain")
    void an_uncertain_meaning_is_rejected_with_its_cause(
            String sentence, Map<String, byte[]> headers, String value, String cause) {
        byte[] bytes = value.startsWith("\u001f") ? new byte[] {0x1f, (byte) 0x8b, 8, 0} : value.getBytes(UTF_8);
        assertThat(EventCodec.instance().decode(headers, bytes))
                .as(sentence)
                .isInstanceOfSatisfying(DecodeResult.Unreadable.class, unreadable -> {
                    assertThat(unreadable.reason()).contains(cause);
                    if (unreadable.id() != null) {
                        assertThat(unreadable.id()).isEqualTo(ID);
                    }
                });
    }

    private static Map<String, byte[]> spring() {
        Map<String, byte[]> quoted = new LinkedHashMap<>();
        plain("ce-")
                .forEach((name, value) -> quoted.put(
                        name.replace("content-type", "contentType"),
                        json(new String(value, UTF_8)).getBytes(UTF_8)));
        return quoted;
    }

    private static Map<String, byte[]> plain(String prefix) {
        return renamed(RawRecords.binaryHeaders(), name -> name.replace("ce_", prefix));
    }

    private static Map<String, byte[]> upperCase(Map<String, byte[]> headers) {
        return renamed(headers, name -> name.toUpperCase(Locale.ROOT));
    }

    private static Map<String, byte[]> renamed(Map<String, byte[]> headers, UnaryOperator<String> change) {
        Map<String, byte[]> renamed = new LinkedHashMap<>();
        headers.forEach((name, value) -> renamed.put(change.apply(name), value));
        return renamed;
    }

    private static Map<String, byte[]> plus(Map<String, byte[]> headers, String name, String value) {
        Map<String, byte[]> more = new LinkedHashMap<>(headers);
        more.putAll(headers(name, value));
        return more;
    }

    private static String json(String text) {
        return Json.MAPPER.writeValueAsString(text);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
