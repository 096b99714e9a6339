package io.connwarden.client.retry;

import io.connwarden.client.query.Effect;

/** Whether a failed attempt may be followed by another. */
public sealed interface Verdict {

    /** Why. */
    String reason();

    /** Trying again can do no harm and may help. */
    record Again(String reason) implements Verdict {}

    /** Trying again could do harm, or would not help. */
    record Final(String reason, Effect effect) implements Verdict {}
}
