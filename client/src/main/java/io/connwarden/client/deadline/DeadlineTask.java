package io.connwarden.client.deadline;

/** Something that must not outlive its time. */
@FunctionalInterface
public interface DeadlineTask {

    /**
     * Called every few milliseconds on the watch's one thread: must not block and must not throw.
     *
     * @param now by the watch's clock
     */
    void checkDeadline(long now);
}
