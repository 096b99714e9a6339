package io.connwarden.standalone.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The faults of one round, drawn from its seed. Faults of different subjects overlap; those of one subject do not. */
record FaultPlan(long seed, List<FaultPoint> points) {
    private static final int MEAN_GAP_MILLIS = 1700;
    private static final int MAX_GAP_MILLIS = 5000;
    /** A subject rests after a fault, so that the next fault often meets a running process. */
    private static final long REST_MILLIS = 1500;

    FaultPlan {
        points = List.copyOf(points);
    }

    /**
     * A fault of a round.
     *
     * @param at the time since the start of the round
     * @param duration the time until its end
     */
    record FaultPoint(int number, InjectedFault fault, String subject, Duration at, Duration duration) {
        /** Returns the name of the part that has one fault at a time. A process and its clock are two parts. */
        String part() {
            return fault == InjectedFault.CLOCK_STEP ? "clock of " + subject : subject;
        }

        @Override
        public String toString() {
            return "point %d: %s %s for %d ms".formatted(number, fault, subject, duration.toMillis());
        }
    }

    /**
     * Draws a plan. The same arguments give the same plan.
     *
     * @param limitSeconds the maximum duration of a fault
     */
    static FaultPlan draw(long seed, int count, int limitSeconds) {
        Random random = new Random(seed);
        List<FaultPoint> points = new ArrayList<>();
        Map<String, Long> busyUntil = new HashMap<>();
        long at = 0;
        while (points.size() < count) {
            at += gap(random);
            InjectedFault fault = drawFault(random);
            String subject =
                    fault.subjects().get(random.nextInt(fault.subjects().size()));
            long duration = fault.drawMillis(random, limitSeconds);
            FaultPoint point = new FaultPoint(
                    points.size() + 1, fault, subject, Duration.ofMillis(at), Duration.ofMillis(duration));
            if (busyUntil.getOrDefault(point.part(), 0L) <= at) {
                busyUntil.put(point.part(), at + duration + REST_MILLIS);
                points.add(point);
            }
        }
        return new FaultPlan(seed, points);
    }

    private static long gap(Random random) {
        return Math.min(MAX_GAP_MILLIS, (long) (-Math.log(1 - random.nextDouble()) * MEAN_GAP_MILLIS));
    }

    private static InjectedFault drawFault(Random random) {
        int total = 0;
        for (InjectedFault fault : InjectedFault.values()) {
            total += fault.weight() * fault.subjects().size();
        }
        int drawn = random.nextInt(total);
        for (InjectedFault fault : InjectedFault.values()) {
            drawn -= fault.weight() * fault.subjects().size();
            if (drawn < 0) {
                return fault;
            }
        }
        throw new IllegalStateException("the weights do not cover " + drawn);
    }
}
