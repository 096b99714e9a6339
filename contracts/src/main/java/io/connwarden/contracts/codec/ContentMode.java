package io.connwarden.contracts.codec;

import org.jspecify.annotations.Nullable;

/** The CloudEvents content mode of a record. */
enum ContentMode {
    STRUCTURED,
    BINARY;

    static ContentMode of(TextHeaders headers) throws DecodeException {
        ContentType contentType = contentType(headers);
        if (contentType != null && contentType.isCloudEvent()) {
            if (!contentType.isJsonCloudEvent()) {
                throw new DecodeException("content-type must be application/cloudevents+json, was "
                        + TruncatedText.quote(contentType.value()));
            }
            return STRUCTURED;
        }
        // Some tools cannot set headers: without headers the value is read as a structured event.
        return headers.has(BinaryMode.PREFIX + "specversion") ? BINARY : STRUCTURED;
    }

    static @Nullable ContentType contentType(TextHeaders headers) throws DecodeException {
        String header = headers.text("content-type");
        return header == null ? null : ContentType.of(header);
    }
}
