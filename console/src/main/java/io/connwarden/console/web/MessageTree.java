package io.connwarden.console.web;

import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of a message, and of a request that becomes one, as a tree. */
public final class MessageTree {
    private static final JsonMapper JSON = JsonMapper.shared();

    private MessageTree() {}

    /** Returns the JSON of a message as on its topic. */
    public static JsonNode of(Message message) {
        return JSON.readTree(EventCodec.instance().toJson(message));
    }

    /**
     * Parses a body under the limits of all messages.
     *
     * @throws ProblemException with the position of the error
     */
    public static JsonNode parse(byte[] body) {
        try {
            EventCodec.instance().checkJson(body, "the body");
        } catch (IllegalArgumentException malformed) {
            throw ProblemException.badRequest(String.valueOf(malformed.getMessage()));
        }
        return JSON.readTree(body);
    }
}
