package io.connwarden.monitor.publishing;

/** A Kafka failure in a few words. */
final class KafkaErrorMessage {
    private KafkaErrorMessage() {}

    /** The innermost cause tells; the outer ones only say that something failed. */
    static String of(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String kind = root.getClass().getSimpleName();
        return root.getMessage() == null ? kind : kind + ": " + root.getMessage();
    }
}
