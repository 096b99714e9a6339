package io.connwarden.runtime;

/** A provisioner that creates missing topics before their first use. */
@FunctionalInterface
public interface TopicProvisioner {
    /**
     * Looks for the topics and creates the missing ones. Takes some seconds at most per topic.
     *
     * @return the state of each topic, or the reason why Kafka did not answer; a failure of Kafka is never thrown
     */
    TopicProvisioningResult ensureTopics() throws InterruptedException;
}
