package io.connwarden.contracts.codec;

import static io.connwarden.contracts.codec.RawRecords.CLEANUP;
import static io.connwarden.contracts.codec.RawRecords.binaryHeaders;
import static io.connwarden.contracts.codec.RawRecords.decodeEvent;
import static io.connwarden.contracts.codec.RawRecords.decodeUnreadable;
import static io.connwarden.contracts.codec.RawRecords.event;
import static io.connwarden.contracts.codec.RawRecords.headers;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.EventId;
import io.connwarden.contracts.codec.WrappingProducer.Wrapped;
import io.connwarden.testing.SeededTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes, quotes and names that producers put around an event. A certain meaning is read, any other is explained. */
class WrappedRecordsTest {
    private static final DecodeResult EXPECTED = decodeEvent(RawRecords.STRUCTURED, event(CLEANUP));
    private static final List<String> IDS =
            List.of("c-1", "a b", "\"c-1\"", "\"", "ä漢\ud83d\ude00", "{\"id\":1}", "\\");

    @SeededTest(count = 20)
    void each_wrapped_command_is_read_as_the_plain_one(long seed) {
        Random random = new Random(seed);
        WrappingProducer producer = new WrappingProducer(random);
        for (int i = 0; i < 200; i++) {
            String id = IDS.get(random.nextInt(IDS.size()));
            Wrapped wrapped = producer.wrap(id, CLEANUP);
            assertThat(wrapped.decode())
                    .as(wrapped.toString())
                    .isInstanceOfSatisfying(DecodeResult.Decoded.class, decoded -> {
                        assertThat(decoded.event().id()).isEqualTo(new EventId("/teams/orders", id));
                        assertThat(decoded.event().data()).isEqualTo(RawRecords.command(CLEANUP));
                    });
        }
    }

    @SeededTest(count = 20)
    void each_wrapped_invalid_command_is_rejected_under_its_true_id_and_target(long seed) {
        Random random = new Random(seed);
        WrappingProducer producer = new WrappingProducer(random);
        for (int i = 0; i < 200; i++) {
            String id = IDS.get(random.nextInt(IDS.size()));
            Wrapped wrapped = producer.wrap(id, CLEANUP.replace("CLEANUP", "KILL"));
            assertThat(wrapped.decode())
                    .as(wrapped.toString())
                    .isInstanceOfSatisfying(DecodeResult.Unreadable.class, unreadable -> {
                        assertThat(unreadable.reason()).startsWith("action must be one of");
                        assertThat(unreadable.id()).isEqualTo(new EventId("/teams/orders", id));
                        assertThat(unreadable.target()).isEqualTo("orders-db");
                    });
        }
    }

    @SeededTest(count = 20)
    void no_truncated_record_is_answered_under_a_false_id(long seed) {
        Random random = new Random(seed);
        WrappingProducer producer = new WrappingProducer(random);
        for (int i = 0; i < 200; i++) {
            Wrapped whole = producer.wrap("c-1", CLEANUP);
            Wrapped wrapped = WrappingProducer.truncated(whole, random.nextInt(whole.value().length));
            if (wrapped.decode() instanceof DecodeResult.Unreadable unreadable && unreadable.id() != null) {
                assertThat(unreadable.id()).as(wrapped.toString()).isEqualTo(new EventId("/teams/orders", "c-1"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_", "ce-", "CE_", "cloudEvents:", "cloudEvents_"})
    void the_prefix_of_any_binding_is_read(String prefix) {
        assertThat(decodeEvent(renamed("ce_", prefix), CLEANUP)).isEqualTo(EXPECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"contentType", "Content-Type", "content_type", "ce_datacontenttype"})
    void the_media_type_is_read_from_any_of_its_headers(String name) {
        Map<String, byte[]> headers = renamed("content-type", name);
        assertThat(decodeEvent(headers, CLEANUP)).isEqualTo(EXPECTED);
        headers.put(name, "\"text/xml\"".getBytes(UTF_8));
        assertThat(decodeUnreadable(headers, CLEANUP).reason())
                .isEqualTo("content-type must be application/json in binary mode, was 'text/xml'");
    }

    @Test
    void quotes_of_an_id_are_kept_if_no_other_header_is_quoted() {
        Map<String, byte[]> headers = binaryHeaders();
        headers.put("ce_id", "\"c-1\"".getBytes(UTF_8));
        assertThat(decodeEvent(headers, CLEANUP).event().id().id()).isEqualTo("\"c-1\"");
        headers.put("ce_specversion", "\"1.0\"".getBytes(UTF_8));
        assertThat(decodeEvent(headers, CLEANUP).event().id().id()).isEqualTo("c-1");
    }

    @Test
    void two_headers_for_one_attribute_must_agree() {
        Map<String, byte[]> headers = binaryHeaders();
        headers.put("ce-id", "c-1".getBytes(UTF_8));
        assertThat(decodeEvent(headers, CLEANUP)).isEqualTo(EXPECTED);
        headers.put("ce-id", "c-2".getBytes(UTF_8));
        DecodeResult.Unreadable unreadable = decodeUnreadable(headers, CLEANUP);
        assertThat(unreadable.reason())
                .isEqualTo("id must have one value, headers ce-id and ce_id have 'c-2' and 'c-1'");
        assertThat(unreadable.id()).isNull();
    }

    @Test
    void an_event_in_the_value_is_read_and_must_agree_with_the_headers() {
        assertThat(decodeEvent(binaryHeaders(), event(CLEANUP))).isEqualTo(EXPECTED);
        DecodeResult.Unreadable contradicting =
                decodeUnreadable(binaryHeaders(), event(CLEANUP).replace("c-1", "c-2"));
        assertThat(contradicting.reason())
                .isEqualTo("id must be the same in the headers and in the value, was 'c-1' and 'c-2'");
        assertThat(contradicting.id()).isNull();
    }

    @Test
    void a_structured_media_type_on_a_binary_record_is_ignored() {
        Map<String, byte[]> headers = binaryHeaders();
        headers.put("content-type", "application/cloudevents+json".getBytes(UTF_8));
        assertThat(decodeEvent(headers, CLEANUP)).isEqualTo(EXPECTED);
    }

    @Test
    void another_character_set_is_read_if_the_bytes_mean_the_same_in_UTF_8() {
        Map<String, byte[]> headers = headers("content-type", "application/json; charset=ISO-8859-1");
        assertThat(decodeEvent(headers, event(CLEANUP))).isEqualTo(EXPECTED);
        byte[] latin = event(CLEANUP.replace("ann", "änn")).getBytes(ISO_8859_1);
        assertThat(EventCodec.instance().decode(headers, latin))
                .isInstanceOfSatisfying(DecodeResult.Unreadable.class, unreadable -> {
                    assertThat(unreadable.reason())
                            .isEqualTo("value must be JSON in UTF-8, content-type declares charset 'iso-8859-1' and the"
                                    + " value has a character outside ASCII");
                    assertThat(unreadable.id()).isEqualTo(new EventId("/teams/orders", "c-1"));
                });
    }

    @Test
    void another_format_is_rejected_by_its_name() {
        DecodeResult.Unreadable avro = decodeUnreadable(binaryHeaders(), "\0\0\0\0\7\2x");
        assertThat(avro.reason())
                .isEqualTo("value must be JSON, was a schema registry prefix without JSON after it; use a JSON"
                        + " serializer");
        assertThat(avro.id()).isEqualTo(new EventId("/teams/orders", "c-1"));
        assertThat(decodeUnreadable(binaryHeaders(), "Obj\1\4").reason())
                .isEqualTo("value must be JSON, was an Avro file; use a JSON or byte array serializer");
    }

    @Test
    void a_value_compressed_by_the_application_is_rejected_by_its_name() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(CLEANUP.getBytes(UTF_8));
        }
        assertThat(EventCodec.instance().decode(binaryHeaders(), compressed.toByteArray()))
                .isInstanceOfSatisfying(
                        DecodeResult.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason())
                                .isEqualTo("value must be JSON, was gzip data; compress with the setting"
                                        + " compression.type of the producer"));
    }

    @Test
    void text_in_a_JSON_string_is_rejected_as_a_string() {
        assertThat(decodeUnreadable("\"hello\"").reason())
                .isEqualTo("value must be a JSON object with a CloudEvent, was a string");
        assertThat(decodeUnreadable("\"{'id':1}\"").reason()).startsWith("value in a JSON string must be JSON: ");
    }

    private static Map<String, byte[]> renamed(String from, String to) {
        Map<String, byte[]> renamed = new TreeMap<>();
        binaryHeaders().forEach((name, value) -> renamed.put(name.replace(from, to), value));
        return renamed;
    }
}
