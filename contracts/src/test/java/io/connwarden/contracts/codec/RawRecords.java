package io.connwarden.contracts.codec;

import io.connwarden.contracts.message.Command;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Records of other producers, as text. */
final class RawRecords {
    static final Map<String, byte[]> STRUCTURED = headers("content-type", "application/cloudevents+json");

    static final String CLEANUP =
            "{\"action\":\"CLEANUP\",\"target\":\"orders-db\",\"requestedBy\":\"ann\"," + "\"reason\":\"too many\"}";

    private RawRecords() {}

    static Map<String, byte[]> headers(String... namesAndValues) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], namesAndValues[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return headers;
    }

    /** Returns a structured event with this text as data. */
    static String event(String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"c-1\",\"source\":\"/teams/orders\","
                + "\"type\":\"io.connwarden.command.v1\",\"time\":\"2026-03-01T03:00:00Z\",\"data\":" + data + "}";
    }

    /** Returns the data with further fields. */
    static String with(String data, String fields) {
        return data.substring(0, data.length() - 1) + "," + fields + "}";
    }

    static Map<String, byte[]> binaryHeaders() {
        return headers(
                "ce_specversion", "1.0",
                "ce_id", "c-1",
                "ce_source", "/teams/orders",
                "ce_type", "io.connwarden.command.v1",
                "ce_time", "2026-03-01T03:00:00Z",
                "content-type", "application/json");
    }

    static DecodeResult decode(Map<String, byte[]> headers, String value) {
        return EventCodec.instance().decode(headers, value.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    }

    static DecodeResult.Unreadable decodeUnreadable(String value) {
        return decodeUnreadable(STRUCTURED, value);
    }

    static DecodeResult.Unreadable decodeUnreadable(Map<String, byte[]> headers, String value) {
        DecodeResult decoded = decode(headers, value);
        if (decoded instanceof DecodeResult.Unreadable unreadable) {
            return unreadable;
        }
        throw new AssertionError("was read: " + decoded);
    }

    static Command command(String data) {
        return (Command) decodeEvent(STRUCTURED, event(data)).event().data();
    }

    static DecodeResult.Decoded decodeEvent(EncodedEvent encoded) {
        return decodeEvent(encoded.headers(), new String(encoded.value(), StandardCharsets.UTF_8));
    }

    static DecodeResult.Decoded decodeEvent(Map<String, byte[]> headers, String value) {
        DecodeResult decoded = decode(headers, value);
        if (decoded instanceof DecodeResult.Decoded readable) {
            return readable;
        }
        throw new AssertionError("was rejected: " + decoded);
    }
}
