package io.connwarden.contracts.codec;

import io.connwarden.contracts.EventId;
import io.connwarden.contracts.EventType;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A CloudEvent whose attributes were found, in whichever mode, and not yet judged. */
record Envelope(
        @Nullable String specversion,
        @Nullable String id,
        @Nullable String source,
        @Nullable String type,
        @Nullable String subject,
        @Nullable String time,
        JsonNode data) {

    void checkVersion() throws NotReadable {
        if (!"1.0".equals(required("specversion", specversion, 20))) {
            throw new NotReadable("specversion must be 1.0, was " + Excerpt.of(String.valueOf(specversion)));
        }
    }

    EventId eventId() throws NotReadable {
        return new EventId(required("source", source, EventId.LONGEST_SOURCE), required("id", id, EventId.LONGEST_ID));
    }

    EventType eventType() throws NotReadable {
        String wanted = required("type", type, Integer.MAX_VALUE);
        for (EventType known : EventType.values()) {
            if (known.value().equals(wanted)) {
                return known;
            }
        }
        String all = Arrays.stream(EventType.values()).map(EventType::value).collect(Collectors.joining(", "));
        throw new NotReadable("type must be one of " + all + ", was " + Excerpt.of(wanted));
    }

    Instant moment(@Nullable Instant fallback) throws NotReadable {
        if (time == null) {
            if (fallback == null) {
                throw new NotReadable("time is missing");
            }
            return fallback;
        }
        try {
            return Timestamps.read(time);
        } catch (IllegalArgumentException e) {
            throw new NotReadable("time " + e.getMessage());
        }
    }

    void checkSubject(String target) throws NotReadable {
        if (subject != null && !subject.equals(target)) {
            throw new NotReadable("subject and data must name the same target, were " + Excerpt.of(subject) + " and "
                    + Excerpt.of(target));
        }
    }

    private static String required(String name, @Nullable String value, int longest) throws NotReadable {
        if (value == null || value.isBlank()) {
            throw new NotReadable(name + (value == null ? " is missing" : " must not be empty"));
        }
        if (value.length() > longest) {
            throw new NotReadable(
                    name + " must be at most " + longest + " characters, was " + value.length() + " characters");
        }
        if (!StorableText.isStorable(value)) {
            throw new NotReadable(name + " must hold neither U+0000 nor half a surrogate pair");
        }
        return value;
    }
}
