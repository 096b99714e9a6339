package io.connwarden.contracts.codec;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** A program that decodes records of the maximum size, for a JVM with a small heap. */
final class HostileRecordReader {
    /** A typical event around the repeated part of a record. */
    private static final String HEAD = "{\"specversion\":\"1.0\",\"id\":\"c-1\",\"source\":\"/teams/orders\","
            + "\"type\":\"io.connwarden.command.v1\",\"time\":\"2026-03-01T03:00:00Z\",\"data\":";

    private HostileRecordReader() {}

    public static void main(String[] arguments) {
        records().forEach((name, record) -> {
            DecodeResult decoded = EventCodec.instance()
                    .decode(RawRecords.STRUCTURED, record.get(RecordReader.MAX_VALUE_BYTES), Instant.EPOCH);
            if (!(decoded instanceof DecodeResult.Unreadable)) {
                throw new IllegalStateException(name + " was accepted");
            }
        });
    }

    /** A record of nearly the given size. */
    private interface HostileRecord {
        byte[] get(int maxBytes);
    }

    private static Map<String, HostileRecord> records() {
        Map<String, HostileRecord> records = new LinkedHashMap<>();
        records.put("empty arrays", size -> repeated(HEAD + "[", i -> "[],", size));
        records.put("empty objects", size -> repeated(HEAD + "[", i -> "{},", size));
        records.put("numbers", size -> repeated(HEAD + "[", i -> "7,", size));
        records.put("names", size -> repeated(HEAD + "{", i -> "\"" + i + "\":0,", size));
        records.put("misspelt names", size -> repeated(HEAD + "{", i -> "\"x" + i + "\":{},", size));
        records.put("nested objects", size -> repeated(HEAD + "[", i -> "{\"a\":{\"b\":{}}},", size));
        records.put("one text", size -> repeated(HEAD + "\"", i -> "\\u0001", size));
        records.put("depth", size -> repeated(HEAD, i -> "[", size));
        records.put("one number", size -> repeated(HEAD, i -> "9", size));
        records.put("unusable texts", size -> closed(repeated(HEAD + "[\"", i -> "\\u0000\",\"", size), "\"]}"));
        records.put("sessions", size -> sessions(size, "{}"));
        records.put("numbers as sessions", size -> sessions(size, "7"));
        records.put("data as Base64", HostileRecordReader::base64);
        return records;
    }

    private static byte[] sessions(int size, String item) {
        return closed(
                repeated(
                        HEAD + "{\"action\":\"TERMINATE\",\"target\":\"db\",\"requestedBy\":\"a\",\"reason\":\"b\","
                                + "\"sessions\":[" + item,
                        i -> "," + item,
                        size),
                "]}}");
    }

    private static byte[] base64(int size) {
        byte[] data = closed(repeated("[{}", i -> ",{}", size / 4 * 3 - HEAD.length()), "]");
        return (HEAD.replace("\"data\":", "\"data_base64\":\"")
                        + Base64.getEncoder().encodeToString(data) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] closed(byte[] open, String end) {
        byte[] closing = end.getBytes(StandardCharsets.UTF_8);
        byte[] closed = Arrays.copyOf(open, open.length + closing.length);
        System.arraycopy(closing, 0, closed, open.length, closing.length);
        return closed;
    }

    private static byte[] repeated(String head, IntFunction<String> part, int size) {
        StringBuilder text = new StringBuilder(size).append(head);
        for (int i = 0; text.length() < size - 20; i++) {
            text.append(part.apply(i));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
