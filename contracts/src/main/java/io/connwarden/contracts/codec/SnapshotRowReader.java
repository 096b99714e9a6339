package io.connwarden.contracts.codec;

import io.connwarden.contracts.message.SessionClass;
import io.connwarden.contracts.message.SessionSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The reader of one row of a snapshot. The schema leaves the types of its values to this class. */
final class SnapshotRowReader {
    private final Map<String, JsonNode> values = new HashMap<>();

    SnapshotRowReader(List<String> columns, JsonNode row) {
        for (int i = 0; i < columns.size() && i < row.size(); i++) {
            if (!row.get(i).isNull()) {
                values.put(columns.get(i), row.get(i));
            }
        }
    }

    /** @throws IllegalArgumentException with the column and its value, in one line */
    SessionSnapshot.Row read() {
        return new SessionSnapshot.Row(
                number("pid", values.get("pid")),
                time("backendStart"),
                text("user"),
                text("database"),
                text("application"),
                text("clientAddress"),
                text("state"),
                time("stateChange"),
                time("xactStart"),
                time("queryStart"),
                text("waitEventType"),
                text("waitEvent"),
                text("backendType"),
                numbers("blockedBy"),
                sessionClass(),
                text("guard"));
    }

    private static int number(String column, @Nullable JsonNode value) {
        if (value == null || !value.isIntegralNumber() || !value.canConvertToInt()) {
            throw invalid(column, "a whole number of 32 bits", value);
        }
        return value.intValue();
    }

    private List<Integer> numbers(String column) {
        JsonNode value = values.get(column);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw invalid(column, "an array", value);
        }
        List<Integer> numbers = new ArrayList<>(value.size());
        value.forEach(number -> numbers.add(number(column, number)));
        return numbers;
    }

    private @Nullable String text(String column) {
        JsonNode value = values.get(column);
        if (value != null && !value.isString()) {
            throw invalid(column, "a string", value);
        }
        return value == null ? null : value.stringValue();
    }

    private @Nullable Instant time(String column) {
        String text = text(column);
        try {
            return text == null ? null : Rfc3339Timestamps.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("column " + column + " " + e.getMessage(), e);
        }
    }

    private @Nullable SessionClass sessionClass() {
        String name = text("sessionClass");
        return Arrays.stream(SessionClass.values())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static IllegalArgumentException invalid(String column, String wanted, @Nullable JsonNode value) {
        String actual = value == null ? "missing" : JsonTypeName.of(value);
        return new IllegalArgumentException("column " + column + " must be " + wanted + ", was " + actual);
    }
}
