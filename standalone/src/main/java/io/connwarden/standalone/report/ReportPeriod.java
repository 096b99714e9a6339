package io.connwarden.standalone.report;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The start of a report: a time before now, or an instant. One of both is null.
 *
 * @param length above 0
 */
record ReportPeriod(@Nullable Duration length, @Nullable Instant start) {
    private static final Pattern LENGTH = Pattern.compile("([1-9][0-9]{0,4})([smhd])");

    /** Returns the start of the period at a time of the log store. */
    Instant startAt(Instant now) {
        return length == null ? Objects.requireNonNull(start) : now.minus(length);
    }

    /** The conversion of the option. */
    static final class Converter implements ITypeConverter<ReportPeriod> {
        @Override
        public ReportPeriod convert(String value) {
            Matcher length = LENGTH.matcher(value);
            try {
                return length.matches()
                        ? new ReportPeriod(toDuration(Long.parseLong(length.group(1)), length.group(2)), null)
                        : new ReportPeriod(null, Instant.parse(value));
            } catch (DateTimeException e) {
                throw new TypeConversionException("'" + value
                        + "' is neither a time such as 30m, 12h or 7d nor an instant such as 2026-05-04T10:00:00Z");
            }
        }

        private static Duration toDuration(long count, String unit) {
            return switch (unit) {
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
        }
    }
}
