package io.connwarden.console.command;

import io.connwarden.console.web.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The duration of a pause, in place of its end. */
final class PauseDuration {
    static final String FIELD = "duration";
    private static final String UNTIL = "until";
    private static final Duration MAX_DURATION = Duration.ofDays(365);
    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([mhd])");

    private PauseDuration() {}

    /** Replaces a duration by the end of the pause. */
    static void replace(ObjectNode fields, Instant now) {
        JsonNode duration = fields.remove(FIELD);
        if (duration == null || duration.isNull()) {
            return;
        }
        if (fields.hasNonNull(UNTIL)) {
            throw ProblemException.badRequest("'" + FIELD + "' and '" + UNTIL + "' must not both be given");
        }
        fields.put(
                UNTIL, now.plus(parse(duration)).truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static Duration parse(JsonNode value) {
        Matcher form = FORM.matcher(value.isString() ? value.stringValue() : "");
        if (form.matches()) {
            long count = Long.parseLong(form.group(1));
            Duration duration = switch (form.group(2)) {
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
            if (count > 0 && duration.compareTo(MAX_DURATION) <= 0) {
                return duration;
            }
        }
        throw ProblemException.invalid(
                FIELD,
                "minutes, hours or days such as 15m, 4h or 1d, at most 365d",
                value.isString() ? value.stringValue() : value.toString());
    }
}
