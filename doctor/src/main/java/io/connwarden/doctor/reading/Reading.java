package io.connwarden.doctor.reading;

import io.connwarden.sql.target.ConnectFailure;
import java.util.Optional;

/** The reading of one probe. */
public sealed interface Reading<T> {

    /** The probe returned a value. */
    record Success<T>(T data) implements Reading<T> {}

    /** The probe failed on the server. */
    record Failed<T>(ConnectFailure failure) implements Reading<T> {}

    /**
     * The probe was not run.
     *
     * @param reason the reason, without a full stop
     */
    record NotRun<T>(String reason) implements Reading<T> {}

    /** Returns the value; empty if there is none. */
    default Optional<T> value() {
        return this instanceof Success<T> success ? Optional.of(success.data()) : Optional.empty();
    }

    /** Returns the reason for a missing value; empty if there is a value. */
    default String failureReason() {
        if (this instanceof Failed<T> failed) {
            return failed.failure().message();
        }
        return this instanceof NotRun<T> notRun ? notRun.reason() : "";
    }
}
