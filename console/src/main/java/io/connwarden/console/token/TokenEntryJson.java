package io.connwarden.console.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.connwarden.console.access.Scope;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON object of a token, one line of its file. */
final class TokenEntryJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private TokenEntryJson() {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Line(
            @Nullable String id,
            @Nullable String name,
            @Nullable List<String> scopes,
            @Nullable List<String> targets,
            @Nullable Map<String, String> labels,
            @Nullable String created,
            @Nullable String expires,
            @Nullable String sha256) {}

    static String write(TokenEntry entry) {
        return JSON.writeValueAsString(new Line(
                entry.id(),
                entry.name(),
                entry.scopes().stream().map(Scope::text).sorted().toList(),
                List.copyOf(entry.targets()),
                entry.labels(),
                entry.created().toString(),
                entry.expires() == null ? null : entry.expires().toString(),
                entry.sha256()));
    }

    /** @throws IllegalArgumentException if the text is no token; the message is the cause */
    static TokenEntry read(String text) {
        try {
            return entry(Objects.requireNonNull(JSON.readValue(text, Line.class), "null"));
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException(malformed.getOriginalMessage().replaceAll("\\s+", " "), malformed);
        } catch (NullPointerException missing) {
            throw new IllegalArgumentException("a value is missing: " + missing.getMessage(), missing);
        }
    }

    @SuppressWarnings("NullAway") // TokenEntry rejects a missing value, with its own message.
    private static TokenEntry entry(Line line) {
        return new TokenEntry(
                line.id,
                line.name,
                Objects.requireNonNull(line.scopes, "scopes").stream()
                        .map(Scope::ofText)
                        .collect(Collectors.toSet()),
                line.targets == null ? new TreeSet<>() : new TreeSet<>(line.targets),
                line.labels == null ? Map.of() : line.labels,
                instant("created", Objects.requireNonNull(line.created, "created")),
                line.expires == null ? null : instant("expires", line.expires),
                line.sha256);
    }

    private static Instant instant(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException(
                    name + " must be an instant such as 2026-05-04T10:00:00Z, was '" + text + "'", malformed);
        }
    }
}
