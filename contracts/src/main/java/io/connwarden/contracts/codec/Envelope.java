package io.connwarden.contracts.codec;

import io.connwarden.contracts.EventId;
import io.connwarden.contracts.EventType;
import io.connwarden.contracts.value.Checks;
import io.connwarden.contracts.value.Formats;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The attributes of a CloudEvent in either content mode, before their validation. */
record Envelope(
        @Nullable String specversion,
        @Nullable String id,
        @Nullable String source,
        @Nullable String type,
        @Nullable String subject,
        @Nullable String time,
        JsonNode data) {

    void checkSpecVersion() throws DecodeException {
        if (!"1.0".equals(required("specversion", specversion, 20))) {
            throw new DecodeException(
                    "specversion must be 1.0, was " + TruncatedText.quote(String.valueOf(specversion)));
        }
    }

    EventId eventId() throws DecodeException {
        return new EventId(
                required("source", source, EventId.MAX_SOURCE_LENGTH), required("id", id, EventId.MAX_ID_LENGTH));
    }

    EventType eventType() throws DecodeException {
        String wanted = required("type", type, Integer.MAX_VALUE);
        for (EventType known : EventType.values()) {
            if (known.value().equals(wanted)) {
                return known;
            }
        }
        String all = Arrays.stream(EventType.values()).map(EventType::value).collect(Collectors.joining(", "));
        throw new DecodeException("type must be one of " + all + ", was " + TruncatedText.quote(wanted));
    }

    Instant eventTime(@Nullable Instant fallbackTime) throws DecodeException {
        if (time == null) {
            if (fallbackTime == null) {
                throw new DecodeException("time is missing");
            }
            if (!Checks.isTimestamp(fallbackTime)) {
                throw new DecodeException("time is missing, and the timestamp of the record must be "
                        + Checks.TIMESTAMP_RANGE + ", was " + fallbackTime);
            }
            return fallbackTime;
        }
        try {
            return Rfc3339Timestamps.parse(time);
        } catch (IllegalArgumentException e) {
            throw new DecodeException("time " + e.getMessage());
        }
    }

    void checkSubject(String target) throws DecodeException {
        if (subject != null && !subject.equals(target)) {
            throw new DecodeException("subject and data must name the same target, were " + TruncatedText.quote(subject)
                    + " and " + TruncatedText.quote(target));
        }
    }

    /** Checks that headers beside a structured event name the same event. */
    void checkSameIdentity(@Nullable String headerId, @Nullable String headerSource) throws DecodeException {
        checkSame("id", headerId, id);
        checkSame("source", headerSource, source);
    }

    private static void checkSame(String name, @Nullable String header, @Nullable String value) throws DecodeException {
        if (header != null && value != null && !header.equals(value)) {
            throw new DecodeException(name + " must be the same in the headers and in the value, was "
                    + TruncatedText.quote(header) + " and " + TruncatedText.quote(value));
        }
    }

    private static String required(String name, @Nullable String value, int maxLength) throws DecodeException {
        if (value == null || value.isBlank()) {
            throw new DecodeException(name + (value == null ? " is missing" : " must not be empty"));
        }
        if (value.length() > maxLength) {
            throw new DecodeException(
                    name + " must be at most " + maxLength + " characters, was " + value.length() + " characters");
        }
        if (!PostgresValueCheck.isStorable(value)) {
            throw new DecodeException(name + " must not contain U+0000 or an unpaired surrogate");
        }
        if (!Formats.isSingleLine(value)) {
            throw new DecodeException(name + " must not contain control characters");
        }
        return value;
    }
}
