package io.connwarden.contracts.codec;

import org.jspecify.annotations.Nullable;

/** The binary content mode: attributes are headers with the prefix {@code ce_}, the value is the data. */
final class BinaryMode {
    static final String PREFIX = "ce_";

    private BinaryMode() {}

    static Envelope read(TextHeaders headers, byte[] value, @Nullable ContentType contentType) throws DecodeException {
        if (contentType != null && !contentType.isJson()) {
            throw new DecodeException("content-type must be application/json in binary mode, was "
                    + TruncatedText.quote(contentType.value()));
        }
        return new Envelope(
                headers.text(PREFIX + "specversion"),
                headers.text(PREFIX + "id"),
                headers.text(PREFIX + "source"),
                headers.text(PREFIX + "type"),
                headers.text(PREFIX + "subject"),
                headers.text(PREFIX + "time"),
                JsonTreeParser.parse(value, "value"));
    }
}
