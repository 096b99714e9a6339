package io.connwarden.contracts.codec;

import org.jspecify.annotations.Nullable;

/** The CloudEvents content mode of a record. */
enum ContentMode {
    STRUCTURED,
    BINARY;

    /**
     * Returns the content mode. The headers decide if they contain an event, unless the value is an event itself. A
     * record without these headers is structured, because some tools cannot set headers.
     *
     * @param valueFields the fields of the value; empty if it is not a JSON object
     */
    static ContentMode of(HeaderAttributes headers, @Nullable ContentType contentType, Iterable<String> valueFields) {
        boolean hasVersion = false;
        boolean hasData = false;
        for (String field : valueFields) {
            hasVersion |= field.equals("specversion");
            hasData |= field.equals(StructuredMode.DATA) || field.equals(StructuredMode.DATA_BASE64);
        }
        boolean declared = contentType != null && contentType.isCloudEvent();
        return headers.arePresent() && !(hasVersion && (hasData || declared)) ? BINARY : STRUCTURED;
    }
}
