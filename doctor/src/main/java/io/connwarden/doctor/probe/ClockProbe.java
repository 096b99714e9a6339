package io.connwarden.doctor.probe;

import io.connwarden.doctor.finding.Answer;
import io.connwarden.doctor.finding.ClockReading;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.stream.Stream;

/** Compares the clocks by a few round trips and keeps the shortest, which is the least uncertain. */
record ClockProbe(Connection session, InstantSource clock) {
    private static final int ROUND_TRIPS = 3;

    Answer<ClockReading> read() {
        return Asking.answered(() -> {
            Stream.Builder<ClockReading> readings = Stream.builder();
            for (int i = 0; i < ROUND_TRIPS; i++) {
                readings.add(once());
            }
            return readings.build()
                    .min(Comparator.comparing(ClockReading::uncertainty))
                    .orElseThrow();
        });
    }

    private ClockReading once() throws SQLException {
        Instant before = clock.instant();
        Instant server = Backend.behind(session).now();
        return ClockReading.of(before, server, clock.instant());
    }
}
