package io.connwarden.contracts.assessment;

import io.connwarden.contracts.message.ApplicationUsage;
import java.time.Instant;
import java.util.List;

/** A quiet observation, and how a test makes it special. */
record ObservationBuilder(
        int total,
        int zombies,
        int longIdle,
        int stuckTransactions,
        int waitingOnLock,
        double visibility,
        List<ApplicationUsage> topApplications) {
    static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");

    static ObservationBuilder quiet() {
        return new ObservationBuilder(10, 0, 0, 0, 0, 100, List.of());
    }

    ObservationBuilder total(int total) {
        return new ObservationBuilder(
                total, zombies, longIdle, stuckTransactions, waitingOnLock, visibility, topApplications);
    }

    ObservationBuilder zombies(int zombies) {
        return new ObservationBuilder(
                total, zombies, longIdle, stuckTransactions, waitingOnLock, visibility, topApplications);
    }

    ObservationBuilder longIdle(int longIdle) {
        return new ObservationBuilder(
                total, zombies, longIdle, stuckTransactions, waitingOnLock, visibility, topApplications);
    }

    ObservationBuilder stuckTransactions(int stuckTransactions) {
        return new ObservationBuilder(
                total, zombies, longIdle, stuckTransactions, waitingOnLock, visibility, topApplications);
    }

    ObservationBuilder waitingOnLock(int waitingOnLock) {
        return new ObservationBuilder(
                total, zombies, longIdle, stuckTransactions, waitingOnLock, visibility, topApplications);
    }

    ObservationBuilder visibility(double visibility) {
        return new ObservationBuilder(
                total, zombies, longIdle, stuckTransactions, waitingOnLock, visibility, topApplications);
    }

    ObservationBuilder topApplications(ApplicationUsage... topApplications) {
        return new ObservationBuilder(
                total, zombies, longIdle, stuckTransactions, waitingOnLock, visibility, List.of(topApplications));
    }

    /** Of 110 connections 100 are usable, so {@code total} reads as a percentage. */
    Observation build() {
        return build(NOW);
    }

    Observation build(Instant at) {
        return new Observation(
                "orders-db",
                total,
                1,
                total - 1,
                0,
                zombies,
                longIdle,
                0,
                stuckTransactions,
                waitingOnLock,
                110,
                100,
                visibility,
                1920.5,
                topApplications,
                "18.1",
                false,
                at);
    }
}
