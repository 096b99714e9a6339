package io.connwarden.contracts.codec;

import static io.connwarden.contracts.codec.Raw.CLEANUP;
import static io.connwarden.contracts.codec.Raw.binaryHeaders;
import static io.connwarden.contracts.codec.Raw.event;
import static io.connwarden.contracts.codec.Raw.headers;
import static io.connwarden.contracts.codec.Raw.read;
import static io.connwarden.contracts.codec.Raw.refused;
import static io.connwarden.contracts.codec.Raw.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.Request;
import io.connwarden.contracts.message.Result;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read although it is not what we write: other producers keep to CloudEvents, not to our habits. */
class ToleranceTest {
    private static final Decoded EXPECTED = read(Raw.STRUCTURED, event(CLEANUP));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents+json",
                "application/cloudevents+json; charset=UTF-8",
                "Application/CloudEvents+JSON;charset=utf-8",
                " application/cloudevents+json ;x=y"
            })
    void structured_mode_is_known_by_its_media_type(String contentType) {
        assertThat(read(headers("content-type", contentType), event(CLEANUP))).isEqualTo(EXPECTED);
        assertThat(read(headers("Content-Type", contentType), event(CLEANUP))).isEqualTo(EXPECTED);
    }

    @Test
    void a_whole_event_is_read_even_when_no_header_announces_it() {
        assertThat(read(Map.of(), event(CLEANUP))).isEqualTo(EXPECTED);
        assertThat(read(headers("content-type", "application/json"), event(CLEANUP)))
                .isEqualTo(EXPECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "APPLICATION/JSON; charset=utf-8", "application/vnd.x+json"})
    void binary_mode_takes_any_json(String contentType) {
        Map<String, byte[]> headers = binaryHeaders();
        headers.put("content-type", contentType.getBytes(StandardCharsets.UTF_8));

        assertThat(read(headers, CLEANUP)).isEqualTo(EXPECTED);
    }

    @Test
    void binary_mode_without_content_type_is_taken_for_json() {
        Map<String, byte[]> headers = binaryHeaders();
        headers.remove("content-type");

        assertThat(read(headers, CLEANUP)).isEqualTo(EXPECTED);
    }

    @Test
    void extension_attributes_and_unknown_fields_are_passed_over() {
        Map<String, byte[]> headers = binaryHeaders();
        headers.put("ce_traceparent", new byte[] {(byte) 0xff});
        headers.put("nothing", null);

        assertThat(read(headers, with(CLEANUP, "\"ticket\":[1,{\"a\":null}]"))).isEqualTo(EXPECTED);
        assertThat(read(Raw.STRUCTURED, event(CLEANUP).replaceFirst("^\\{", "{\"partitionkey\":5,\"x\":{},")))
                .isEqualTo(EXPECTED);
    }

    @Test
    void data_may_come_as_base64() {
        String encoded = Base64.getEncoder().encodeToString(CLEANUP.getBytes(StandardCharsets.UTF_8));
        String event = event("0").replace("\"data\":0", "\"data_base64\":\"" + encoded + "\"");

        assertThat(read(Raw.STRUCTURED, event)).isEqualTo(EXPECTED);
        assertThat(refused(event.replace(encoded, "%%%")).reason()).startsWith("data_base64 must be Base64");
        assertThat(refused(event.replace(encoded, "e30x")).reason()).startsWith("data_base64 must be JSON");
        assertThat(refused(event.replaceFirst("}$", ",\"data\":{}}")).reason())
                .isEqualTo("data and data_base64 must not both be given");
    }

    @Test
    void media_types_of_other_formats_are_refused_by_name() {
        assertThat(refused(headers("content-type", "application/cloudevents+avro"), "x")
                        .reason())
                .isEqualTo("content-type must be application/cloudevents+json, was 'application/cloudevents+avro'");
        assertThat(refused(headers("content-type", "application/cloudevents-batch+json"), "[]")
                        .reason())
                .startsWith("content-type must be application/cloudevents+json");
        Map<String, byte[]> headers = binaryHeaders();
        headers.put("content-type", "text/plain".getBytes(StandardCharsets.UTF_8));
        assertThat(refused(headers, CLEANUP).reason())
                .isEqualTo("content-type must be application/json in binary mode, was 'text/plain'");
        assertThat(refused(event(CLEANUP).replaceFirst("^\\{", "{\"datacontenttype\":\"text/xml\","))
                        .reason())
                .isEqualTo("datacontenttype must be application/json, was 'text/xml'");
    }

    @Test
    void an_event_without_time_takes_the_records() {
        String timeless = event(CLEANUP).replace("\"time\":\"2026-03-01T03:00:00Z\",", "");
        byte[] value = timeless.getBytes(StandardCharsets.UTF_8);
        Instant recordTime = Instant.parse("2026-03-01T04:00:00Z");

        assertThat(EventCodec.standard().decode(Raw.STRUCTURED, value, recordTime))
                .isInstanceOfSatisfying(
                        Decoded.Readable.class,
                        readable -> assertThat(readable.event().time()).isEqualTo(recordTime));
        assertThat(EventCodec.standard().decode(Raw.STRUCTURED, value))
                .isInstanceOfSatisfying(
                        Decoded.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).isEqualTo("time is missing"));
    }

    @Test
    void a_moment_may_carry_any_offset_and_is_kept_to_the_microsecond() {
        Command command = Raw.command(with(CLEANUP, "\"expiresAt\":\"2026-03-01t05:30:00.123456789+02:30\""));

        assertThat(command.expiresAt()).isEqualTo(Instant.parse("2026-03-01T03:00:00.123456Z"));
    }

    @Test
    void a_whole_number_may_be_written_with_a_point() {
        Command command = Raw.command(with(CLEANUP, "\"maxTerminations\":7.0,\"idleThresholdMinutes\":1e1"));

        assertThat(command.request()).isEqualTo(new Request.Cleanup(10, 7));
    }

    @Test
    void an_optional_parameter_that_is_null_counts_as_absent() {
        Command command = Raw.command(with(
                CLEANUP,
                "\"maxTerminations\":null,\"idleThresholdMinutes\":null,\"sessions\":null,\"expiresAt\":null"));

        assertThat(command.request()).isEqualTo(new Request.Cleanup(15, 10));
        assertThat(command.expiresAt()).isNull();
        assertThat(command.dryRun()).isFalse();
    }

    @Test
    void a_result_of_an_action_from_the_future_is_read_without_it() {
        EncodedEvent today = EventCodec.standard().encode(Examples.all().get("result-expired"));
        String future = new String(today.value(), StandardCharsets.UTF_8).replace("\"CLEANUP\"", "\"SHRINK\"");

        assertThat(read(today.headers(), future).event().data())
                .isInstanceOfSatisfying(
                        Result.class, result -> assertThat(result.action()).isNull());
    }

    @Test
    void a_byte_order_mark_does_no_harm() {
        assertThat(read(Raw.STRUCTURED, "\uFEFF" + event(CLEANUP))).isEqualTo(EXPECTED);
    }
}
