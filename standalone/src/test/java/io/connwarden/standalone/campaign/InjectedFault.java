package io.connwarden.standalone.campaign;

import java.util.List;
import java.util.Random;

/** The kinds of faults, each with its subjects, its weight per subject and the distribution of its duration. */
enum InjectedFault {
    /** SIGKILL; the duration is the time until the restart. */
    KILL(8, 2),
    /** SIGSTOP until the end of the fault. */
    SUSPEND(7, 60),
    /** No byte passes between the services and the server. */
    FREEZE(7, 60),
    /** A TCP reset of all connections between the services and the server. */
    RESET(5, 1),
    /** Every write to the store fails with SQLSTATE 53100. */
    FULL(6, 10),
    /** Every write to the store fails with SQLSTATE 25006. */
    READ_ONLY(6, 10),
    /** The topic is deleted, and created again at the end. */
    TOPIC_MISSING(2, 10),
    /** The services may not write the topic; for commands, may not read it. */
    TOPIC_FORBIDDEN(2, 10),
    /** The clock of the actuator is ahead or behind by 2 s to 2 h. */
    CLOCK_STEP(3, 10);

    private static final int SHORT_PERCENTAGE = 80;
    private static final int MEDIUM_PERCENTAGE = 96;
    private static final int SHORT_SECONDS = 3;
    private static final int MEDIUM_SECONDS = 12;

    private final int weight;
    private final int maxSeconds;

    InjectedFault(int weight, int maxSeconds) {
        this.weight = weight;
        this.maxSeconds = maxSeconds;
    }

    List<String> subjects() {
        return switch (this) {
            case KILL, SUSPEND -> List.of("actuator-1", "actuator-2", "monitor", "broker", "store");
            case FREEZE, RESET -> List.of("target", "store", "broker");
            case FULL, READ_ONLY -> List.of("store");
            case TOPIC_MISSING -> List.of("alerts", "health", "commands-dlt");
            case TOPIC_FORBIDDEN -> List.of("results", "alerts", "health", "commands");
            case CLOCK_STEP -> List.of("actuator-1", "actuator-2");
        };
    }

    int weight() {
        return weight;
    }

    /** Draws a duration from 1 s to the maximum; long ones are rare. A KILL may last 0 s. */
    long drawMillis(Random random, int limitSeconds) {
        int max = Math.min(maxSeconds, limitSeconds) * 1000;
        if (this == KILL) {
            return random.nextInt(max);
        }
        int share = random.nextInt(100);
        int bound = share < SHORT_PERCENTAGE ? SHORT_SECONDS : share < MEDIUM_PERCENTAGE ? MEDIUM_SECONDS : maxSeconds;
        return Math.min(max, 1000 + random.nextInt(bound * 1000 - 999));
    }
}
