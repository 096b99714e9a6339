package io.connwarden.contracts.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * A producer that puts its own bytes, quotes and names around an event, chosen at random. The meaning of each record is
 * certain.
 */
final class WrappingProducer {
    private static final List<String> PREFIXES = List.of("ce_", "ce-", "cloudEvents:", "cloudEvents_");
    private static final List<String> CONTENT_TYPE_NAMES =
            List.of("content-type", "Content-Type", "contentType", "content_type");
    private static final List<String> PARAMETERS =
            List.of("", ";charset=UTF-8", "; charset=\"utf-8\"", ";version=1;charset=us-ascii");

    private final Random random;

    WrappingProducer(Random random) {
        this.random = random;
    }

    /** A record as it arrives. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Wrapped(Map<String, byte[]> headers, byte[] value) {
        DecodeResult decode() {
            return EventCodec.instance().decode(headers, value);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            headers.forEach((name, header) -> text.append(name)
                    .append('=')
                    .append(new String(header, UTF_8))
                    .append(' '));
            return text.append(new String(value, UTF_8)).toString();
        }
    }

    Wrapped wrap(String id, String data) {
        return random.nextBoolean() ? binary(id, data) : structured(id, data);
    }

    private Wrapped binary(String id, String data) {
        Map<String, byte[]> headers = otherHeaders();
        String prefix = oneOf(PREFIXES);
        int layers = random.nextInt(3);
        attributes(id).forEach((name, value) -> headers.put(anyCase(prefix + name), quoted(value, layers)));
        if (random.nextInt(4) > 0) {
            String type = oneOf(List.of("application/json", "application/cloudevents+json")) + oneOf(PARAMETERS);
            headers.put(oneOf(CONTENT_TYPE_NAMES), quoted(type, layers));
        } else if (random.nextBoolean()) {
            headers.put(prefix + "datacontenttype", quoted("application/json", layers));
        }
        return new Wrapped(headers, bytes(text(data)));
    }

    private Wrapped structured(String id, String data) {
        Map<String, byte[]> headers = otherHeaders();
        if (random.nextBoolean()) {
            String type = oneOf(List.of("application/cloudevents+json", "application/json")) + oneOf(PARAMETERS);
            headers.put(oneOf(CONTENT_TYPE_NAMES), quoted(type, random.nextInt(2)));
        }
        if (random.nextInt(3) == 0) {
            attributes(id).forEach((name, value) -> headers.put("ce_" + name, quoted(value, 1)));
        }
        StringBuilder event = new StringBuilder("{");
        attributes(id)
                .forEach((name, value) -> event.append(Json.MAPPER.writeValueAsString(name))
                        .append(':')
                        .append(Json.MAPPER.writeValueAsString(value))
                        .append(','));
        return new Wrapped(headers, bytes(text(event + data(data) + "}")));
    }

    private String data(String data) {
        return switch (random.nextInt(4)) {
            case 0 -> "\"data\":" + Json.MAPPER.writeValueAsString(data);
            case 1 -> "\"data_base64\":\"" + Base64.getEncoder().encodeToString(data.getBytes(UTF_8)) + "\"";
            case 2 -> "\"data_base64\":\"" + Base64.getUrlEncoder().encodeToString(data.getBytes(UTF_8)) + "\"";
            default -> "\"data\":" + data;
        };
    }

    private static Map<String, String> attributes(String id) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", id);
        attributes.put("source", "/teams/orders");
        attributes.put("type", "io.connwarden.command.v1");
        attributes.put("time", "2026-03-01T03:00:00Z");
        return attributes;
    }

    private Map<String, byte[]> otherHeaders() {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        if (random.nextBoolean()) {
            headers.put("__TypeId__", "com.example.Command".getBytes(UTF_8));
            headers.put("spring_json_header_types", "{\"ce_id\":\"java.lang.String\"}".getBytes(UTF_8));
        }
        return headers;
    }

    /** Wraps the JSON object into further JSON. */
    private String text(String json) {
        return switch (random.nextInt(6)) {
            case 0 -> Json.MAPPER.writeValueAsString(json);
            case 1 -> Json.MAPPER.writeValueAsString(Json.MAPPER.writeValueAsString(" " + json + "\n"));
            case 2 ->
                "{\"schema\":{\"type\":\"string\",\"optional\":false},\"payload\":"
                        + (random.nextBoolean() ? json : Json.MAPPER.writeValueAsString(json)) + "}";
            case 3 -> "\"" + Base64.getEncoder().encodeToString(json.getBytes(UTF_8)) + "\"";
            default -> json;
        };
    }

    private byte[] bytes(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(
                switch (random.nextInt(6)) {
                    case 0 -> registryPrefix(0, 5);
                    case 1 -> registryPrefix(0, 9);
                    case 2 -> registryPrefix(3, 18);
                    default -> new byte[0];
                });
        if (random.nextInt(4) == 0) {
            bytes.writeBytes("\uFEFF".getBytes(UTF_8));
        }
        String spaced = oneOf(List.of("", " ", "\t\r\n")) + text + oneOf(List.of("", "\n", "\r\n "));
        bytes.writeBytes(spaced.getBytes(UTF_8));
        if (bytes.toByteArray()[0] > 3 && random.nextInt(4) == 0) {
            bytes.writeBytes(new byte[1 + random.nextInt(3)]);
        }
        return bytes.toByteArray();
    }

    /** Returns a prefix with the id of a schema. The second byte is the compression of AWS Glue, which is none. */
    private byte[] registryPrefix(int first, int length) {
        byte[] prefix = new byte[length];
        if (length == 18) {
            random.nextBytes(prefix);
            prefix[1] = 0;
        } else {
            prefix[length - 1] = (byte) (1 + random.nextInt(100));
            prefix[length - 2] = (byte) random.nextInt(3);
        }
        prefix[0] = (byte) first;
        return prefix;
    }

    private static byte[] quoted(String value, int layers) {
        String text = value;
        for (int layer = 0; layer < layers; layer++) {
            text = Json.MAPPER.writeValueAsString(text);
        }
        return text.getBytes(UTF_8);
    }

    private String anyCase(String name) {
        return random.nextInt(3) == 0 ? name.toUpperCase(Locale.ROOT) : name;
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** Returns the first bytes of a record, as a crash of its producer would leave them. */
    static Wrapped truncated(Wrapped wrapped, int length) {
        return new Wrapped(wrapped.headers(), Arrays.copyOf(wrapped.value(), length));
    }
}
