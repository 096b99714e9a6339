package io.connwarden.contracts.codec;

import tools.jackson.databind.JsonNode;

/** The binary content mode: attributes are headers, the value is the data. */
final class BinaryMode {
    private BinaryMode() {}

    static Envelope read(HeaderAttributes headers, JsonNode data) throws DecodeException {
        return new Envelope(
                headers.text("specversion"),
                headers.identity("id"),
                headers.identity("source"),
                headers.text("type"),
                headers.text("subject"),
                headers.text("time"),
                data);
    }
}
