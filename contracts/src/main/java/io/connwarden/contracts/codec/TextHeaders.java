package io.connwarden.contracts.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The headers of a record as text. Names are case-insensitive, because producers write them differently. */
final class TextHeaders {
    private final Map<String, byte[]> raw;

    TextHeaders(Map<String, byte[]> raw) {
        this.raw = raw;
    }

    /** Returns the texts of the headers with one of these names, by their names as written. */
    SortedMap<String, String> texts(Collection<String> names) throws DecodeException {
        SortedMap<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, byte[]> header : raw.entrySet()) {
            byte @Nullable [] value = header.getValue();
            if (value != null && isOneOf(names, header.getKey())) {
                texts.put(header.getKey(), decode(header.getKey(), value));
            }
        }
        return texts;
    }

    boolean hasOneOf(Collection<String> names) {
        return raw.entrySet().stream().anyMatch(header -> header.getValue() != null && isOneOf(names, header.getKey()));
    }

    private static boolean isOneOf(Collection<String> names, String name) {
        return names.stream().anyMatch(name::equalsIgnoreCase);
    }

    private static String decode(String name, byte[] value) throws DecodeException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new DecodeException("header " + TruncatedText.truncate(name, 60) + " must be UTF-8 text");
        }
    }
}
