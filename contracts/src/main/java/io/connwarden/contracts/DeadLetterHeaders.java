package io.connwarden.contracts;

/**
 * Headers of a record on the dead-letter topic, all UTF-8 text. Key, value and the other headers are those of the
 * record that could not be read, byte for byte.
 */
public final class DeadLetterHeaders {
    /** One sentence saying why it could not be read. */
    public static final String REASON = "connwarden-reason";

    public static final String TOPIC = "connwarden-topic";

    public static final String PARTITION = "connwarden-partition";

    public static final String OFFSET = "connwarden-offset";

    /** The record's own timestamp, ISO 8601 in UTC. */
    public static final String TIMESTAMP = "connwarden-timestamp";

    /**
     * On a record that was too large to be kept whole: how large it was and where the whole of it lies. Key and value
     * are then its beginning.
     */
    public static final String CUT = "connwarden-cut";

    private DeadLetterHeaders() {}
}
