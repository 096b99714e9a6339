package io.connwarden.doctor.finding;

import java.util.Optional;

/** What became of one question put to the server. */
public sealed interface Answer<T> {

    /** It was answered. */
    record Given<T>(T answer) implements Answer<T> {}

    /** It was put, and the server did not answer it. */
    record Refused<T>(Refusal why) implements Answer<T> {}

    /**
     * It was not put.
     *
     * @param why half a sentence for people
     */
    record NotAsked<T>(String why) implements Answer<T> {}

    /** What was answered; empty when nothing was. */
    default Optional<T> value() {
        return this instanceof Given<T> given ? Optional.of(given.answer()) : Optional.empty();
    }

    /** Why nothing was answered; empty when something was. */
    default String lack() {
        if (this instanceof Refused<T> refused) {
            return refused.why().message();
        }
        return this instanceof NotAsked<T> notAsked ? notAsked.why() : "";
    }
}
