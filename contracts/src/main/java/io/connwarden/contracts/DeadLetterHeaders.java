package io.connwarden.contracts;

/**
 * The headers of a record on the dead-letter topic. Their values are UTF-8 text. Key, value and the other headers are
 * the unchanged bytes of the original record.
 */
public final class DeadLetterHeaders {
    /** The reason, one sentence. */
    public static final String REASON = "connwarden-reason";

    public static final String TOPIC = "connwarden-topic";

    public static final String PARTITION = "connwarden-partition";

    public static final String OFFSET = "connwarden-offset";

    /** The timestamp of the original record, ISO 8601 in UTC. */
    public static final String TIMESTAMP = "connwarden-timestamp";

    /** The original size and position of a truncated record. Absent unless key or value are truncated. */
    public static final String CUT = "connwarden-cut";

    private DeadLetterHeaders() {}
}
