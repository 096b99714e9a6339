package io.connwarden.monitor.publishing;

/** What came of seeing to the topic. */
public sealed interface TopicAnswer {

    /** It exists; its shape is left alone. */
    record Existing(int partitions) implements TopicAnswer {}

    /** It did not exist and was created. */
    record Created() implements TopicAnswer {}

    /**
     * Kafka will not let us create it.
     *
     * @param sentence says why, and the command with which somebody who may can create it
     */
    record Refused(String sentence) implements TopicAnswer {}

    /** Kafka did not answer; nothing is known. */
    record Unanswered(String reason) implements TopicAnswer {}
}
