package io.connwarden.actuator.decision.format;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** The formats of durations, percentages and counts in reasons. */
public final class ReasonFormats {
    private ReasonFormats() {}

    /** Returns at most two units, rounded down: {@code 250 ms}, {@code 30 s}, {@code 1 h 5 min}, {@code 3 d 4 h}. */
    public static String formatDuration(Duration age) {
        if (age.compareTo(Duration.ofSeconds(1)) < 0) {
            return Math.max(0, age.toMillis()) + " ms";
        }
        if (age.toMinutes() == 0) {
            return age.toSeconds() + " s";
        }
        if (age.toHours() == 0) {
            return twoUnits(age.toMinutes(), "min", age.toSecondsPart(), "s");
        }
        return age.toDays() == 0
                ? twoUnits(age.toHours(), "h", age.toMinutesPart(), "min")
                : twoUnits(age.toDays(), "d", age.toHoursPart(), "h");
    }

    /** Returns at most two decimals, as in messages: {@code 94.79 %}, {@code 90 %}. */
    public static String formatPercentage(double value) {
        BigDecimal rounded =
                BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.toPlainString() + " %";
    }

    /** Returns the count with its noun: {@code 1 session}, {@code 3 sessions}. */
    public static String formatCount(int count, String singular) {
        if (count == 1) {
            return "1 " + singular;
        }
        return count + " "
                + (singular.endsWith("y") ? singular.substring(0, singular.length() - 1) + "ies" : singular + "s");
    }

    private static String twoUnits(long large, String largeUnit, int small, String smallUnit) {
        String first = large + " " + largeUnit;
        return small == 0 ? first : first + " " + small + " " + smallUnit;
    }
}
