package io.connwarden.contracts.codec;

import org.jspecify.annotations.Nullable;

/** How a record says it carries its event. */
enum Mode {
    STRUCTURED,
    BINARY;

    static Mode of(Headers headers) throws NotReadable {
        ContentType contentType = contentType(headers);
        if (contentType != null && contentType.isCloudEvent()) {
            if (!contentType.isJsonCloudEvent()) {
                throw new NotReadable(
                        "content-type must be application/cloudevents+json, was " + Excerpt.of(contentType.value()));
            }
            return STRUCTURED;
        }
        // Where neither mode is announced it may still be a whole event, from a tool that cannot set headers.
        return headers.has(BinaryMode.PREFIX + "specversion") ? BINARY : STRUCTURED;
    }

    static @Nullable ContentType contentType(Headers headers) throws NotReadable {
        String header = headers.text("content-type");
        return header == null ? null : ContentType.of(header);
    }
}
