package io.connwarden.contracts.schema;

/** One way in which two versions of a schema differ, and whom it hurts. */
record Difference(Effect effect, String where, String what) {

    enum Effect {
        /** What was valid is no more: hurts whoever writes by the old schema, and everything already stored. */
        TIGHTER,
        /** What was promised is no more: hurts whoever reads by the old schema. */
        LOOSER,
        /** Both. */
        OTHER
    }

    boolean breaksWriters() {
        return effect != Effect.LOOSER;
    }

    boolean breaksReaders() {
        return effect != Effect.TIGHTER;
    }

    @Override
    public String toString() {
        return where + ": " + what;
    }
}
