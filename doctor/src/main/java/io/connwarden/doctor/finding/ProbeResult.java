package io.connwarden.doctor.finding;

import io.connwarden.sql.target.ConnectFailure;
import java.util.Optional;

/** The result of one probe. */
public sealed interface ProbeResult<T> {

    /** The probe returned a result. */
    record Success<T>(T result) implements ProbeResult<T> {}

    /** The probe failed on the server. */
    record Failed<T>(ConnectFailure failure) implements ProbeResult<T> {}

    /**
     * The probe was not run.
     *
     * @param reason the reason, without a full stop
     */
    record NotRun<T>(String reason) implements ProbeResult<T> {}

    /** Returns the result; empty if there is none. */
    default Optional<T> value() {
        return this instanceof Success<T> success ? Optional.of(success.result()) : Optional.empty();
    }

    /** Returns the reason for a missing result; empty if there is a result. */
    default String failureReason() {
        if (this instanceof Failed<T> failed) {
            return failed.failure().message();
        }
        return this instanceof NotRun<T> notRun ? notRun.reason() : "";
    }
}
