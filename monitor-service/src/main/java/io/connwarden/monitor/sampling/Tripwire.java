package io.connwarden.monitor.sampling;

import io.connwarden.contracts.value.Formats;
import java.util.Locale;

/**
 * The rule that triggers an immediate full sample from the readings between full samples. Pure.
 *
 * <p>It trips in two cases. The slot utilization reaches a level that has not tripped yet, or it has risen by a jump
 * above the lowest reading since the last full sample. A level ends when the utilization is below its threshold by the
 * hysteresis or more. A utilization that oscillates around a threshold therefore trips once.
 *
 * @param warningPercentage the share of the usable slots above which the level is WARNING
 * @param criticalPercentage the share of the usable slots above which the level is CRITICAL
 * @param jumpPercentage the rise that trips at any level, in percent of the usable slots
 * @param hysteresisPercentage the distance below its threshold at which a level is left, in percent of the usable
 *     slots
 */
public record Tripwire(
        double warningPercentage, double criticalPercentage, double jumpPercentage, double hysteresisPercentage) {

    /** The level of slot utilization, determined by the readings alone. */
    public enum Level {
        NORMAL,
        WARNING,
        CRITICAL
    }

    /**
     * The state from one reading to the next.
     *
     * @param lowestReading the lowest reading since the last full sample, from which jumps are measured
     * @param level the current level, which does not trip again
     */
    public record TripwireState(int lowestReading, Level level) {}

    /** The evaluation of one reading, with the state for the next. */
    public sealed interface Evaluation {
        TripwireState state();

        record NotTripped(TripwireState state) implements Evaluation {}

        /**
         * The reading triggers a full sample.
         *
         * @param reason one sentence with the figures
         */
        record Tripped(TripwireState state, String reason) implements Evaluation {}
    }

    /** Returns the state after the first full sample with its reading {@code backends}. */
    public TripwireState stateAfterSample(int backends, int usableSlots) {
        return new TripwireState(backends, levelOf(percentage(backends, usableSlots)));
    }

    /** Returns the state after a further full sample. A level within its hysteresis is kept. */
    public TripwireState stateAfterSample(TripwireState last, int backends, int usableSlots) {
        return new TripwireState(backends, levelWithHysteresis(last.level(), percentage(backends, usableSlots)));
    }

    /**
     * Evaluates one reading.
     *
     * @param backends the number of connected backends, at least 0
     * @param usableSlots the usable slots in the last full sample
     */
    public Evaluation evaluate(TripwireState last, int backends, int usableSlots) {
        double utilization = percentage(backends, usableSlots);
        Level level = levelWithHysteresis(last.level(), utilization);
        if (level.compareTo(last.level()) > 0) {
            return new Evaluation.Tripped(
                    new TripwireState(backends, level), thresholdReason(level, backends, usableSlots, utilization));
        }
        int rise = backends - last.lowestReading();
        if (percentage(rise, usableSlots) >= jumpPercentage && rise > 1) {
            return new Evaluation.Tripped(
                    new TripwireState(backends, level), jumpReason(last.lowestReading(), backends, usableSlots));
        }
        return new Evaluation.NotTripped(new TripwireState(Math.min(last.lowestReading(), backends), level));
    }

    private Level levelWithHysteresis(Level current, double utilization) {
        Level reached = levelOf(utilization);
        Level kept = levelOf(utilization + hysteresisPercentage);
        Level floor = kept.compareTo(current) < 0 ? kept : current;
        return reached.compareTo(floor) > 0 ? reached : floor;
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
                "%d backends are %s of %d usable slots, above %s at %s",
                backends,
                Formats.shortPercent(utilization),
                usableSlots,
                level,
                Formats.shortPercent(threshold));
    }

    private String jumpReason(int from, int to, int usableSlots) {
        return String.format(
                Locale.ROOT,
                "backends rose from %d to %d since the last sample, at least %s of %d usable slots",
                from,
                to,
                Formats.shortPercent(jumpPercentage),
                usableSlots);
    }

    private static double percentage(int backends, int usableSlots) {
        return usableSlots <= 0 ? 100.0 : backends * 100.0 / usableSlots;
    }
}
