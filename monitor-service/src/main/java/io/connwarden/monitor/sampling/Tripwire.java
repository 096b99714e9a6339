package io.connwarden.monitor.sampling;

import java.util.Locale;

/**
 * Judges the cheap reading taken between full samples: is it worth a full sample now? Pure.
 *
 * <p>It trips when the pressure on the slots reaches a higher level than it has tripped for, and when it has risen by
 * a jump since the lowest reading after the last full sample. A level is left again only when the pressure has fallen
 * some way below it, so that a pressure swinging around a threshold trips once.
 *
 * @param warningPercentage of the usable slots, above which the level is WARNING
 * @param criticalPercentage of the usable slots, above which the level is CRITICAL
 * @param jumpPercentage a rise of so many percent of the usable slots trips at any level
 * @param hysteresisPercentage how far below its threshold a level is left
 */
public record Tripwire(
        double warningPercentage, double criticalPercentage, double jumpPercentage, double hysteresisPercentage) {

    /** How hard the slots are pressed, by the reading alone. */
    public enum Level {
        NORMAL,
        WARNING,
        CRITICAL
    }

    /**
     * What is remembered from one reading to the next.
     *
     * @param lowestReading the lowest reading since the last full sample; jumps are measured from it
     * @param level the level already known, for which it will not trip again
     */
    public record State(int lowestReading, Level level) {}

    /** The answer to one reading; each carries what to remember. */
    public sealed interface Evaluation {
        State state();

        record NotTripped(State state) implements Evaluation {}

        /**
         * A full sample is worth it now.
         *
         * @param reason one sentence with the numbers
         */
        record Tripped(State state, String reason) implements Evaluation {}
    }

    /** What to remember after a full sample at which the reading was {@code backends}, knowing nothing from before. */
    public State stateAfterSample(int backends, int usableSlots) {
        return new State(backends, levelOf(percentage(backends, usableSlots)));
    }

    /** What to remember after a full sample, keeping a level that has not been left yet. */
    public State stateAfterSample(State last, int backends, int usableSlots) {
        return new State(backends, levelWithHysteresis(last.level(), percentage(backends, usableSlots)));
    }

    /**
     * Judges one reading.
     *
     * @param backends now connected, at least 0
     * @param usableSlots slots that can be used, as the last full sample saw them
     */
    public Evaluation evaluate(State last, int backends, int usableSlots) {
        double utilization = percentage(backends, usableSlots);
        Level level = levelWithHysteresis(last.level(), utilization);
        if (level.compareTo(last.level()) > 0) {
            return new Evaluation.Tripped(
                    new State(backends, level), thresholdReason(level, backends, usableSlots, utilization));
        }
        int rise = backends - last.lowestReading();
        if (percentage(rise, usableSlots) >= jumpPercentage && rise > 1) {
            return new Evaluation.Tripped(
                    new State(backends, level), jumpReason(last.lowestReading(), backends, usableSlots));
        }
        return new Evaluation.NotTripped(new State(Math.min(last.lowestReading(), backends), level));
    }

    private Level levelWithHysteresis(Level known, double utilization) {
        Level reached = levelOf(utilization);
        Level kept = levelOf(utilization + hysteresisPercentage);
        Level still = kept.compareTo(known) < 0 ? kept : known;
        return reached.compareTo(still) > 0 ? reached : still;
    }

    private Level levelOf(double utilization) {
        if (utilization > criticalPercentage) {
            return Level.CRITICAL;
        }
        return utilization > warningPercentage ? Level.WARNING : Level.NORMAL;
    }

    private String thresholdReason(Level level, int backends, int usableSlots, double utilization) {
        double threshold = level == Level.CRITICAL ? criticalPercentage : warningPercentage;
        return String.format(
                Locale.ROOT,
                "%d backends are %.1f %% of %d usable slots, above %s at %.1f %%",
                backends,
                utilization,
                usableSlots,
                level,
                threshold);
    }

    private String jumpReason(int from, int to, int usableSlots) {
        return String.format(
                Locale.ROOT,
                "backends rose from %d to %d since the last sample, at least %.1f %% of %d usable slots",
                from,
                to,
                jumpPercentage,
                usableSlots);
    }

    private static double percentage(int backends, int usableSlots) {
        return usableSlots <= 0 ? 100.0 : backends * 100.0 / usableSlots;
    }
}
