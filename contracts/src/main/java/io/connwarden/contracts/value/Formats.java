package io.connwarden.contracts.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** The formats of numbers and texts in messages, logs and terminal output. Independent of the locale. */
public final class Formats {
    private static final int MAX_NAME_LENGTH = 63;

    private Formats() {}

    /** Formats a number without trailing zeros, such as {@code 97.94} or {@code 90}. */
    public static String number(double value) {
        return plain(BigDecimal.valueOf(value));
    }

    /**
     * Formats a configured percentage with at most two decimals, rounded half up, such as {@code 92.25 %} or
     * {@code 90 %}. A measured one has {@link #shortPercent}, the same in every text.
     */
    public static String percent(double value) {
        return plain(BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP)) + " %";
    }

    /**
     * Formats a measured percentage with at most one decimal, such as {@code 94.7 %}. Rounds down, so that only a full
     * target shows {@code 100 %}.
     */
    public static String shortPercent(double value) {
        return plain(BigDecimal.valueOf(value).setScale(1, RoundingMode.DOWN)) + " %";
    }

    /** Formats a count and its noun, such as {@code 1 session}, {@code 3 sessions} or {@code 2 queries}. */
    public static String count(long count, String singular) {
        if (count == 1) {
            return "1 " + singular;
        }
        String plural = singular.endsWith("y") ? singular.substring(0, singular.length() - 1) + "ies" : singular + "s";
        return count + " " + plural;
    }

    /**
     * Formats a duration in its two largest units, such as {@code 250 ms}, {@code 30 s}, {@code 15 min},
     * {@code 1 h 30 min} or {@code 2 d 4 h}. Smaller units are cut off. A negative duration is formatted as
     * {@code 0 ms}.
     */
    public static String duration(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return Math.max(0, duration.toMillis()) + " ms";
        }
        if (duration.toDays() > 0) {
            return join(duration.toDays(), "d", duration.toHoursPart(), "h");
        }
        if (duration.toHours() > 0) {
            return join(duration.toHours(), "h", duration.toMinutesPart(), "min");
        }
        return duration.toMinutes() > 0
                ? join(duration.toMinutes(), "min", duration.toSecondsPart(), "s")
                : duration.toSeconds() + " s";
    }

    /**
     * Formats the value of a PostgreSQL setting to the millisecond in one unit, such as {@code 90 s} or
     * {@code 2500 ms}. {@link #duration} would cut off a part, and the text would differ from the value in
     * the server.
     */
    public static String exactDuration(Duration duration) {
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    /** Formats the name of a database, a role or an application in one line. PostgreSQL cuts a name off at 63 bytes. */
    public static String name(String name) {
        return singleLine(name, MAX_NAME_LENGTH);
    }

    /**
     * Formats untrusted text for a log line or a message. Control characters, line separators and unpaired surrogates
     * become U+FFFD. Text above the maximum is truncated and followed by its length.
     *
     * @param maxLength the maximum in characters, without the length
     */
    public static String singleLine(String text, int maxLength) {
        String head = text.length() <= maxLength ? text : text.substring(0, maxLength);
        String line = head.codePoints()
                .map(c -> isPartOfLine(c) ? c : '\uFFFD')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return text.length() <= maxLength ? line : line + "... (" + text.length() + " characters)";
    }

    /** Returns true if a text has no control character, no line separator and no unpaired surrogate. */
    public static boolean isSingleLine(String text) {
        return text.codePoints().allMatch(Formats::isPartOfLine);
    }

    private static boolean isPartOfLine(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }

    private static String join(long large, String largeUnit, int small, String smallUnit) {
        String first = large + " " + largeUnit;
        return small == 0 ? first : first + " " + small + " " + smallUnit;
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
