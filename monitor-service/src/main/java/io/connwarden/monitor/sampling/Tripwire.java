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
        CALM,
        WARNING,
        CRITICAL
    }

    /**
     * What is remembered from one reading to the next.
     *
     * @param lowest the lowest reading since the last full sample; jumps are measured from it
     * @param level the level already known, for which it will not trip again
     */
    public record Memory(int lowest, Level level) {}

    /** The answer to one reading; each carries what to remember. */
    public sealed interface Answer {
        Memory memory();

        record Quiet(Memory memory) implements Answer {}

        /**
         * A full sample is worth it now.
         *
         * @param reason one sentence with the numbers
         */
        record Tripped(Memory memory, String reason) implements Answer {}
    }

    /** What to remember after a full sample at which the reading was {@code backends}, knowing nothing from before. */
    public Memory afterSample(int backends, int usable) {
        return new Memory(backends, levelAbove(percentage(backends, usable)));
    }

    /** What to remember after a full sample, keeping a level that has not been left yet. */
    public Memory afterSample(Memory before, int backends, int usable) {
        return new Memory(backends, levelFrom(before.level(), percentage(backends, usable)));
    }

    /**
     * Judges one reading.
     *
     * @param backends now connected, at least 0
     * @param usable slots that can be used, as the last full sample saw them
     */
    public Answer judge(Memory before, int backends, int usable) {
        double pressure = percentage(backends, usable);
        Level level = levelFrom(before.level(), pressure);
        if (level.compareTo(before.level()) > 0) {
            return new Answer.Tripped(new Memory(backends, level), crossing(level, backends, usable, pressure));
        }
        int rise = backends - before.lowest();
        if (percentage(rise, usable) >= jumpPercentage && rise > 1) {
            return new Answer.Tripped(new Memory(backends, level), jump(before.lowest(), backends, usable));
        }
        return new Answer.Quiet(new Memory(Math.min(before.lowest(), backends), level));
    }

    private Level levelFrom(Level known, double pressure) {
        Level reached = levelAbove(pressure);
        Level kept = levelAbove(pressure + hysteresisPercentage);
        Level still = kept.compareTo(known) < 0 ? kept : known;
        return reached.compareTo(still) > 0 ? reached : still;
    }

    private Level levelAbove(double pressure) {
        if (pressure > criticalPercentage) {
            return Level.CRITICAL;
        }
        return pressure > warningPercentage ? Level.WARNING : Level.CALM;
    }

    private String crossing(Level level, int backends, int usable, double pressure) {
        double threshold = level == Level.CRITICAL ? criticalPercentage : warningPercentage;
        return String.format(
                Locale.ROOT,
                "%d backends are %.1f %% of %d usable slots, above %s at %.1f %%",
                backends,
                pressure,
                usable,
                level,
                threshold);
    }

    private String jump(int from, int to, int usable) {
        return String.format(
                Locale.ROOT,
                "backends rose from %d to %d since the last sample, at least %.1f %% of %d usable slots",
                from,
                to,
                jumpPercentage,
                usable);
    }

    private static double percentage(int backends, int usable) {
        return usable <= 0 ? 100.0 : backends * 100.0 / usable;
    }
}
