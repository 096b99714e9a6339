package io.connwarden.contracts.codec;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The value of a record, without the bytes that serializers of producers put around its JSON. */
final class RecordValue {
    /** The lengths of the prefixes by their first byte: Confluent and Apicurio write 0, AWS Glue writes 3. */
    private static final Map<Integer, int[]> REGISTRY_PREFIXES = Map.of(0, new int[] {5, 9}, 3, new int[] {18});

    private static final Map<String, String> FORMATS = Map.of(
            "1f8b", "gzip data; compress with the setting compression.type of the producer",
            "28b52ffd", "zstd data; compress with the setting compression.type of the producer",
            "aced0005", "a serialized Java object; use a JSON or byte array serializer",
            "4f626a01", "an Avro file; use a JSON or byte array serializer",
            "00", "a schema registry prefix without JSON after it; use a JSON serializer",
            "03", "a schema registry prefix without JSON after it; use a JSON serializer");

    private RecordValue() {}

    static JsonNode parse(byte[] value) throws DecodeException {
        try {
            return WrappedJson.unwrap(JsonTreeParser.parse(json(value), "value"), "value");
        } catch (DecodeException e) {
            throw format(value)
                    .map(format -> new DecodeException("value must be JSON, was " + format))
                    .orElse(e);
        }
    }

    /** Returns the bytes without the prefix of a schema registry and without trailing zero bytes. */
    static byte[] json(byte[] value) {
        int first = value.length == 0 ? -1 : value[0];
        for (int length : REGISTRY_PREFIXES.getOrDefault(first, new int[0])) {
            if (startsJson(value, length)) {
                return Arrays.copyOfRange(value, length, value.length);
            }
        }
        int end = value.length;
        // In UTF-16 the last byte of the text may be zero.
        while (end > 2 && value[end - 1] == 0 && value[1] != 0 && startsJson(value, 0)) {
            end--;
        }
        return end == value.length ? value : Arrays.copyOf(value, end);
    }

    private static boolean startsJson(byte[] value, int offset) {
        int start = offset;
        if (value.length >= start + 3 && (value[start] & 0xff) == 0xef) {
            start += 3; // the byte order mark of UTF-8
        }
        while (start < value.length && " \t\r\n".indexOf(value[start]) >= 0) {
            start++;
        }
        return start < value.length && (value[start] == '{' || value[start] == '"');
    }

    private static Optional<String> format(byte[] value) {
        String start = HexFormat.of().formatHex(value, 0, Math.min(4, value.length));
        return FORMATS.entrySet().stream()
                .filter(format -> start.startsWith(format.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
