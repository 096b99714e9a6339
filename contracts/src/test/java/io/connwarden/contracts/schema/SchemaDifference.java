package io.connwarden.contracts.schema;

/** One difference between two versions of a schema. */
record SchemaDifference(Direction direction, String path, String description) {

    enum Direction {
        /** A formerly valid message is invalid. It breaks writers of the old schema and stored messages. */
        NARROWER,
        /** A formerly invalid message is valid. It breaks readers of the old schema. */
        WIDER,
        /** It breaks writers and readers. */
        OTHER
    }

    boolean breaksWriters() {
        return direction != Direction.WIDER;
    }

    boolean breaksReaders() {
        return direction != Direction.NARROWER;
    }

    @Override
    public String toString() {
        return path + ": " + description;
    }
}
