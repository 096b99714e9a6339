package io.connwarden.runtime;

/** A source of topics that exist before they are used. */
@FunctionalInterface
public interface TopicProvisioner {
    /**
     * Looks for the topics and creates the missing ones. Takes some seconds at most per topic.
     *
     * @return the state of each topic, or the reason why Kafka did not answer; a failure of Kafka is never thrown
     */
    TopicProvisioningResult ensureTopics() throws InterruptedException;
}
