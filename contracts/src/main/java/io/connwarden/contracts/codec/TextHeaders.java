package io.connwarden.contracts.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers of a record as text. Names are case-insensitive, because producers write them differently. */
final class TextHeaders {
    private final Map<String, byte[]> raw;

    TextHeaders(Map<String, byte[]> raw) {
        this.raw = raw;
    }

    @Nullable String text(String name) throws DecodeException {
        byte[] value = bytes(name);
        if (value == null) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new DecodeException("header " + name + " must be UTF-8 text");
        }
    }

    boolean has(String name) {
        return bytes(name) != null;
    }

    private byte @Nullable [] bytes(String name) {
        byte[] exact = raw.get(name);
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<String, byte[]> header : raw.entrySet()) {
            if (name.equalsIgnoreCase(header.getKey())) {
                return header.getValue();
            }
        }
        return null;
    }
}
