package io.connwarden.doctor.probe;

import io.connwarden.doctor.reading.ClockComparison;
import io.connwarden.doctor.reading.Reading;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.stream.Stream;

/** The clock probe: it compares the clocks in a few round trips and returns the shortest one, the most certain. */
record ClockProbe(Connection session, InstantSource clock) {
    private static final int ROUND_TRIPS = 3;

    Reading<ClockComparison> run() {
        return QueryRunner.capture(() -> {
            Stream.Builder<ClockComparison> readings = Stream.builder();
            for (int i = 0; i < ROUND_TRIPS; i++) {
                readings.add(measure());
            }
            return readings.build()
                    .min(Comparator.comparing(ClockComparison::uncertainty))
                    .orElseThrow();
        });
    }

    private ClockComparison measure() throws SQLException {
        Instant before = clock.instant();
        Instant server = AnsweringBackend.of(session).now();
        return ClockComparison.of(before, server, clock.instant());
    }
}
