package io.connwarden.conventions.planted.doctor.check;

import java.time.Instant;

/** A planted violation: a check of the doctor that reads a clock. */
public class CheckReadingClock {
    Instant at() {
        return Instant.now();
    }
}
