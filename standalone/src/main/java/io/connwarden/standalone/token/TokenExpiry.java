package io.connwarden.standalone.token;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The end of a token: a time from now, or an instant. One of both is null.
 *
 * @param length above 0
 */
record TokenExpiry(@Nullable Duration length, @Nullable Instant end) {
    private static final Pattern LENGTH = Pattern.compile("([1-9][0-9]{0,4})([hd])");

    /** Returns the end of a token that is created now. */
    Instant endAt(Instant now) {
        return (length == null ? Objects.requireNonNull(end) : now.plus(length)).truncatedTo(ChronoUnit.SECONDS);
    }

    /** The conversion of the option. */
    static final class Converter implements ITypeConverter<TokenExpiry> {
        @Override
        public TokenExpiry convert(String value) {
            Matcher length = LENGTH.matcher(value);
            try {
                if (length.matches()) {
                    long count = Long.parseLong(length.group(1));
                    return new TokenExpiry(
                            length.group(2).equals("h") ? Duration.ofHours(count) : Duration.ofDays(count), null);
                }
                return new TokenExpiry(null, Instant.parse(value));
            } catch (DateTimeException e) {
                throw new TypeConversionException("'" + value
                        + "' is neither a time such as 12h or 90d nor an instant such as 2026-05-04T10:00:00Z");
            }
        }
    }
}
