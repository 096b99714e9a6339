package io.connwarden.monitor.publishing;

/** What came of seeing to the topic. */
public sealed interface TopicProvisioningResult {

    /** It exists; its shape is left alone. */
    record Exists(int partitions) implements TopicProvisioningResult {}

    /** It did not exist and was created. */
    record Created() implements TopicProvisioningResult {}

    /**
     * Kafka will not let us create it.
     *
     * @param reason says why, and the command with which somebody who may can create it
     */
    record Rejected(String reason) implements TopicProvisioningResult {}

    /** Kafka did not answer; nothing is known. */
    record Unavailable(String reason) implements TopicProvisioningResult {}
}
