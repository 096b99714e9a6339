package io.connwarden.actuator.decision;

import static io.connwarden.actuator.decision.SessionSketch.NOW;

import io.connwarden.actuator.decision.situation.Ground;
import io.connwarden.actuator.decision.situation.Paused;
import io.connwarden.actuator.decision.situation.RecentActions;
import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.actuator.decision.situation.Situation;
import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.message.Counts;
import io.connwarden.contracts.message.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds a situation of which a test says only what is special: healthy, half full, all visible unless told. */
public final class SituationSketch {
    private final Map<Ground, Instant> lastActed = new HashMap<>();
    private final List<Session> sessions = new ArrayList<>();
    private Instant now = NOW;
    private Status status = Status.HEALTHY;
    private double slots = 50;
    private int zombies;
    private double visibility = 100;
    private boolean counted = true;
    private int terminationsLastHour;
    private Paused paused;
    private Thresholds thresholds = Thresholds.standard();

    public static SituationSketch healthy() {
        return new SituationSketch();
    }

    public static SituationSketch critical() {
        return healthy().status(Status.CRITICAL).slots(95);
    }

    public static SituationSketch cleanupNeeded(int zombies) {
        return healthy().status(Status.CLEANUP_NEEDED).zombies(zombies);
    }

    public static SituationSketch warning() {
        return healthy().status(Status.WARNING).slots(85);
    }

    public SituationSketch with(Session... more) {
        return with(List.of(more));
    }

    public SituationSketch with(List<Session> more) {
        sessions.addAll(more);
        return this;
    }

    /** Sessions of another application that meet no rule, so that shares of the whole have something to be shares of. */
    public SituationSketch withBystanders(int count) {
        for (int i = 0; i < count; i++) {
            sessions.add(SessionSketch.session(100_000 + i)
                    .application("bystander")
                    .activeFor(Duration.ofSeconds(1))
                    .build());
        }
        return this;
    }

    public SituationSketch status(Status anyStatus) {
        status = anyStatus;
        return this;
    }

    public SituationSketch slots(double percentage) {
        slots = percentage;
        return this;
    }

    public SituationSketch zombies(int count) {
        zombies = count;
        return this;
    }

    public SituationSketch visibility(double percentage) {
        visibility = percentage;
        return this;
    }

    public SituationSketch uncounted() {
        counted = false;
        return this;
    }

    public SituationSketch now(Instant ourClock) {
        now = ourClock;
        return this;
    }

    public SituationSketch acted(Ground rule, Duration ago) {
        lastActed.put(rule, now.minus(ago));
        return this;
    }

    public SituationSketch terminationsLastHour(int count) {
        terminationsLastHour = count;
        return this;
    }

    public SituationSketch paused(Paused order) {
        paused = order;
        return this;
    }

    public SituationSketch thresholds(Thresholds limits) {
        thresholds = limits;
        return this;
    }

    public Situation build() {
        return new Situation(
                now,
                NOW,
                status,
                counted ? counts() : null,
                thresholds,
                sessions,
                new RecentActions(lastActed, terminationsLastHour),
                paused,
                false);
    }

    private Counts counts() {
        return new Counts(sessions.size(), 0, 0, 0, zombies, 0, 0, 0, 0, slots, slots, 100, 97, visibility, 0);
    }
}
