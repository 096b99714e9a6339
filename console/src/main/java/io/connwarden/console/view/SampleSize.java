package io.connwarden.console.view;

import io.connwarden.contracts.message.SessionSnapshot;
import java.time.Instant;

/**
 * The time and the size of a kept sample.
 *
 * @param sessions the number of sessions of the target, with those without a row
 * @param omitted the number of sessions without a row
 */
public record SampleSize(Instant capturedAt, int sessions, int omitted) {
    static SampleSize of(SessionSnapshot snapshot) {
        return new SampleSize(
                snapshot.capturedAt(), snapshot.rows().size() + snapshot.omittedRows(), snapshot.omittedRows());
    }
}
