package io.connwarden.contracts.codec;

import static io.connwarden.contracts.codec.RawRecords.CLEANUP;
import static io.connwarden.contracts.codec.RawRecords.binaryHeaders;
import static io.connwarden.contracts.codec.RawRecords.decodeEvent;
import static io.connwarden.contracts.codec.RawRecords.decodeUnreadable;
import static io.connwarden.contracts.codec.RawRecords.event;
import static io.connwarden.contracts.codec.RawRecords.headers;
import static io.connwarden.contracts.codec.RawRecords.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.contracts.message.Command;
import io.connwarden.contracts.message.CommandParameters;
import io.connwarden.contracts.message.Result;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Valid CloudEvents of other producers are decoded, also in forms that this codec does not write. */
class TolerantDecodingTest {
    private static final DecodeResult EXPECTED = decodeEvent(RawRecords.STRUCTURED, event(CLEANUP));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents+json",
                "application/cloudevents+json; charset=UTF-8",
                "Application/CloudEvents+JSON;charset=utf-8",
                " application/cloudevents+json ;x=y"
            })
    void structured_mode_is_recognized_by_its_media_type(String contentType) {
        assertThat(decodeEvent(headers("content-type", contentType), event(CLEANUP)))
                .isEqualTo(EXPECTED);
        assertThat(decodeEvent(headers("Content-Type", contentType), event(CLEANUP)))
                .isEqualTo(EXPECTED);
    }

    @Test
    void a_structured_event_is_read_without_a_content_type_header() {
        assertThat(decodeEvent(Map.of(), event(CLEANUP))).isEqualTo(EXPECTED);
        assertThat(decodeEvent(headers("content-type", "application/json"), event(CLEANUP)))
                .isEqualTo(EXPECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "APPLICATION/JSON; charset=utf-8", "application/vnd.x+json"})
    void binary_mode_accepts_any_json_media_type(String contentType) {
        Map<String, byte[]> headers = binaryHeaders();
        headers.put("content-type", contentType.getBytes(StandardCharsets.UTF_8));

        assertThat(decodeEvent(headers, CLEANUP)).isEqualTo(EXPECTED);
    }

    @Test
    void binary_mode_without_content_type_is_read_as_json() {
        Map<String, byte[]> headers = binaryHeaders();
        headers.remove("content-type");

        assertThat(decodeEvent(headers, CLEANUP)).isEqualTo(EXPECTED);
    }

    @Test
    void extension_attributes_and_unknown_fields_are_ignored() {
        Map<String, byte[]> headers = binaryHeaders();
        headers.put("ce_traceparent", new byte[] {(byte) 0xff});
        headers.put("empty", null);

        assertThat(decodeEvent(headers, with(CLEANUP, "\"ticket\":[1,{\"a\":null}]")))
                .isEqualTo(EXPECTED);
        assertThat(decodeEvent(
                        RawRecords.STRUCTURED, event(CLEANUP).replaceFirst("^\\{", "{\"partitionkey\":5,\"x\":{},")))
                .isEqualTo(EXPECTED);
    }

    @Test
    void data_may_be_encoded_as_base64() {
        String encoded = Base64.getEncoder().encodeToString(CLEANUP.getBytes(StandardCharsets.UTF_8));
        String event = event("0").replace("\"data\":0", "\"data_base64\":\"" + encoded + "\"");

        assertThat(decodeEvent(RawRecords.STRUCTURED, event)).isEqualTo(EXPECTED);
        assertThat(decodeUnreadable(event.replace(encoded, "%%%")).reason()).startsWith("data_base64 must be Base64");
        assertThat(decodeUnreadable(event.replace(encoded, "e30x")).reason()).startsWith("data_base64 must be JSON");
        assertThat(decodeUnreadable(event.replaceFirst("}$", ",\"data\":{}}")).reason())
                .isEqualTo("data and data_base64 must not both be given");
    }

    @Test
    void media_types_of_other_formats_are_rejected_by_name() {
        assertThat(decodeUnreadable(headers("content-type", "application/cloudevents+avro"), "x")
                        .reason())
                .isEqualTo("content-type must be application/cloudevents+json, was 'application/cloudevents+avro'");
        assertThat(decodeUnreadable(headers("content-type", "application/cloudevents-batch+json"), "[]")
                        .reason())
                .startsWith("content-type must be application/cloudevents+json");
        Map<String, byte[]> headers = binaryHeaders();
        headers.put("content-type", "text/plain".getBytes(StandardCharsets.UTF_8));
        assertThat(decodeUnreadable(headers, CLEANUP).reason())
                .isEqualTo("content-type must be application/json in binary mode, was 'text/plain'");
        assertThat(decodeUnreadable(event(CLEANUP).replaceFirst("^\\{", "{\"datacontenttype\":\"text/xml\","))
                        .reason())
                .isEqualTo("datacontenttype must be application/json, was 'text/xml'");
    }

    @Test
    void an_event_without_time_takes_the_record_timestamp() {
        String timeless = event(CLEANUP).replace("\"time\":\"2026-03-01T03:00:00Z\",", "");
        byte[] value = timeless.getBytes(StandardCharsets.UTF_8);
        Instant recordTime = Instant.parse("2026-03-01T04:00:00Z");

        assertThat(EventCodec.instance().decode(RawRecords.STRUCTURED, value, recordTime))
                .isInstanceOfSatisfying(
                        DecodeResult.Decoded.class,
                        readable -> assertThat(readable.event().time()).isEqualTo(recordTime));
        assertThat(EventCodec.instance().decode(RawRecords.STRUCTURED, value))
                .isInstanceOfSatisfying(
                        DecodeResult.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).isEqualTo("time is missing"));
    }

    @Test
    void a_timestamp_may_have_any_offset_and_is_truncated_to_microseconds() {
        Command command = RawRecords.command(with(CLEANUP, "\"expiresAt\":\"2026-03-01t05:30:00.123456789+02:30\""));

        assertThat(command.expiresAt()).isEqualTo(Instant.parse("2026-03-01T03:00:00.123456Z"));
    }

    @Test
    void an_integer_may_be_written_with_a_decimal_point() {
        Command command = RawRecords.command(with(CLEANUP, "\"maxTerminations\":7.0,\"idleThresholdMinutes\":1e1"));

        assertThat(command.parameters()).isEqualTo(new CommandParameters.Cleanup(10, 7));
    }

    @Test
    void an_optional_parameter_that_is_null_is_treated_as_absent() {
        Command command = RawRecords.command(with(
                CLEANUP,
                "\"maxTerminations\":null,\"idleThresholdMinutes\":null,\"sessions\":null,\"expiresAt\":null"));

        assertThat(command.parameters()).isEqualTo(new CommandParameters.Cleanup(15, 10));
        assertThat(command.expiresAt()).isNull();
        assertThat(command.dryRun()).isFalse();
    }

    @Test
    void a_result_of_an_unknown_action_is_read_with_a_null_action() {
        EncodedEvent today = EventCodec.instance().encode(ExampleEvents.all().get("result-expired"));
        String future = new String(today.value(), StandardCharsets.UTF_8).replace("\"CLEANUP\"", "\"SHRINK\"");

        assertThat(decodeEvent(today.headers(), future).event().data())
                .isInstanceOfSatisfying(
                        Result.class, result -> assertThat(result.action()).isNull());
    }

    @Test
    void a_byte_order_mark_is_ignored() {
        assertThat(decodeEvent(RawRecords.STRUCTURED, "\uFEFF" + event(CLEANUP)))
                .isEqualTo(EXPECTED);
    }
}
