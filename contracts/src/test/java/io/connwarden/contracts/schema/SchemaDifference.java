package io.connwarden.contracts.schema;

/** One way in which two versions of a schema differ, and whom it hurts. */
record SchemaDifference(Direction direction, String path, String description) {

    enum Direction {
        /** What was valid is no more: hurts whoever writes by the old schema, and everything already stored. */
        NARROWER,
        /** What was promised is no more: hurts whoever reads by the old schema. */
        WIDER,
        /** Both. */
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
