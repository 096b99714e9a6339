package io.connwarden.contracts.assessment;

import io.connwarden.contracts.message.ApplicationUsage;
import java.time.Instant;
import java.util.List;

/** A quiet observation, and how a test makes it special. */
record Seen(
        int total, int zombies, int longIdle, int stuck, int waiting, double visibility, List<ApplicationUsage> top) {
    static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");

    static Seen quiet() {
        return new Seen(10, 0, 0, 0, 0, 100, List.of());
    }

    Seen total(int total) {
        return new Seen(total, zombies, longIdle, stuck, waiting, visibility, top);
    }

    Seen zombies(int zombies) {
        return new Seen(total, zombies, longIdle, stuck, waiting, visibility, top);
    }

    Seen longIdle(int longIdle) {
        return new Seen(total, zombies, longIdle, stuck, waiting, visibility, top);
    }

    Seen stuck(int stuck) {
        return new Seen(total, zombies, longIdle, stuck, waiting, visibility, top);
    }

    Seen waiting(int waiting) {
        return new Seen(total, zombies, longIdle, stuck, waiting, visibility, top);
    }

    Seen visibility(double visibility) {
        return new Seen(total, zombies, longIdle, stuck, waiting, visibility, top);
    }

    Seen top(ApplicationUsage... top) {
        return new Seen(total, zombies, longIdle, stuck, waiting, visibility, List.of(top));
    }

    /** Of 110 connections 100 are usable, so {@code total} reads as a percentage. */
    Observation observation() {
        return observation(NOW);
    }

    Observation observation(Instant at) {
        return new Observation(
                "orders-db",
                total,
                1,
                total - 1,
                0,
                zombies,
                longIdle,
                0,
                stuck,
                waiting,
                110,
                100,
                visibility,
                1920.5,
                top,
                "18.1",
                false,
                at);
    }
}
