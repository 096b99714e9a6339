package io.connwarden.doctor.finding;

import java.util.Optional;

/** What became of one question put to the server. */
public sealed interface ProbeResult<T> {

    /** It was answered. */
    record Success<T>(T result) implements ProbeResult<T> {}

    /** It was put, and the server did not answer it. */
    record Failed<T>(Refusal failure) implements ProbeResult<T> {}

    /**
     * It was not put.
     *
     * @param reason half a sentence for people
     */
    record NotRun<T>(String reason) implements ProbeResult<T> {}

    /** What was answered; empty when nothing was. */
    default Optional<T> value() {
        return this instanceof Success<T> given ? Optional.of(given.result()) : Optional.empty();
    }

    /** Why nothing was answered; empty when something was. */
    default String failureReason() {
        if (this instanceof Failed<T> refused) {
            return refused.failure().message();
        }
        return this instanceof NotRun<T> notAsked ? notAsked.reason() : "";
    }
}
