package io.connwarden.contracts.assessment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** How figures are rounded and spoken of. */
final class Formats {
    private Formats() {}

    /** Two decimals; what is published is what was compared, so a reader comes to the same status. */
    static double percentage(int part, int whole) {
        return round(100.0 * part / whole, 2);
    }

    static double round(double value, int decimals) {
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .doubleValue();
    }

    /** {@code 97.94} or {@code 90}, never {@code 90.0}. */
    static String number(double value) {
        BigDecimal decimal = BigDecimal.valueOf(value).stripTrailingZeros();
        return decimal.toPlainString();
    }

    static String count(int count, String singular) {
        return count + " " + singular + (count == 1 ? "" : "s");
    }

    /** The largest two units that matter: {@code 30 s}, {@code 15 min}, {@code 1 h 30 min}, {@code 2 d 4 h}. */
    static String duration(Duration age) {
        if (age.compareTo(Duration.ofSeconds(1)) < 0) {
            return age.toMillis() + " ms";
        }
        String large = part(age.toDays(), "d") + part(age.toHoursPart(), "h");
        if (age.toDays() > 0) {
            return large.strip();
        }
        String middle = large + part(age.toMinutesPart(), "min");
        return age.toHours() > 0 ? middle.strip() : (middle + part(age.toSecondsPart(), "s")).strip();
    }

    private static String part(long amount, String unit) {
        return amount == 0 ? "" : amount + " " + unit + " ";
    }
}
