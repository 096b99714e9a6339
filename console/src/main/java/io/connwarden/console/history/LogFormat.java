package io.connwarden.console.history;

import io.connwarden.console.export.LineWriter;
import io.connwarden.console.web.ProblemException;
import io.connwarden.sql.store.LogStoreReads.LogEntry;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** A format with one line per entry of the log. */
sealed interface LogFormat {
    String INCOMPLETE = "incomplete: the log store did not answer. Repeat the request";

    /**
     * Returns a format by its name.
     *
     * @throws ProblemException if the format is unknown
     */
    static LogFormat of(String name, JsonMapper json) {
        return switch (name) {
            case "csv" -> new Csv();
            case "jsonl" -> new JsonLines(json);
            default -> throw ProblemException.invalid("format", "json, csv or jsonl", name);
        };
    }

    String suffix();

    MediaType mediaType();

    /** Returns the text before the first line. */
    String header();

    String line(LogEntry entry);

    /** Returns the last line of a response that lacks entries. */
    String incomplete();

    /** The format with one object per line. */
    record JsonLines(JsonMapper json) implements LogFormat {
        @Override
        public String suffix() {
            return "jsonl";
        }

        @Override
        public MediaType mediaType() {
            return LineWriter.JSON_LINES;
        }

        @Override
        public String header() {
            return "";
        }

        @Override
        public String line(LogEntry entry) {
            return json.writeValueAsString(entry) + "\n";
        }

        @Override
        public String incomplete() {
            return "{\"" + INCOMPLETE.replace(": ", "\":\"") + "\"}\n";
        }
    }

    /**
     * The comma-separated values of RFC 4180 with a header line. A text that a spreadsheet would take for a formula
     * gets an apostrophe in front.
     */
    record Csv() implements LogFormat {
        private static final String FORMULA = "=+-@\t\r\n";

        @Override
        public String suffix() {
            return "csv";
        }

        @Override
        public MediaType mediaType() {
            return new MediaType("text", "csv");
        }

        @Override
        public String header() {
            return "id,time,action,target,connections,active,idle,zombie,terminated,utilizationPercentage,eventId,"
                    + "commandId,actor,details\r\n";
        }

        @Override
        public String line(LogEntry entry) {
            Object[] cells = {
                entry.id(),
                entry.time(),
                entry.eventType(),
                entry.target(),
                entry.connections(),
                entry.active(),
                entry.idle(),
                entry.zombie(),
                entry.terminated(),
                entry.utilizationPercentage(),
                entry.eventId(),
                entry.commandId(),
                entry.actor(),
                entry.details()
            };
            return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",")) + "\r\n";
        }

        @Override
        public String incomplete() {
            return cell(INCOMPLETE) + "\r\n";
        }

        static String cell(@Nullable Object value) {
            if (value == null) {
                return "";
            }
            String text = value.toString();
            boolean isFormula = !text.isEmpty() && !(value instanceof Number) && FORMULA.indexOf(text.charAt(0)) >= 0;
            String safe = isFormula ? "'" + text : text;
            boolean isQuoted = isFormula || safe.chars().anyMatch(character -> ",\"\r\n;\t".indexOf(character) >= 0);
            return isQuoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
        }
    }
}
