package io.connwarden.client.deadline;

/** A task with a deadline that is checked periodically. */
@FunctionalInterface
public interface DeadlineTask {

    /**
     * Checks the deadline. Called every {@link DeadlineThread#TICK} on one thread; must not block and must not throw.
     *
     * @param now the current reading of the router's clock
     */
    void checkDeadline(long now);

    /** Returns the task in words for a log line, such as {@code query 'get_user'}. */
    default String description() {
        return "a queue of waiting queries";
    }
}
