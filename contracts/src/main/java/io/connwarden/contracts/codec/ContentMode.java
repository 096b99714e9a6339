package io.connwarden.contracts.codec;

import org.jspecify.annotations.Nullable;

/** How a record says it carries its event. */
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
        // Where neither mode is announced it may still be a whole event, from a tool that cannot set headers.
        return headers.has(BinaryMode.PREFIX + "specversion") ? BINARY : STRUCTURED;
    }

    static @Nullable ContentType contentType(TextHeaders headers) throws DecodeException {
        String header = headers.text("content-type");
        return header == null ? null : ContentType.of(header);
    }
}
