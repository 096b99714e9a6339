package io.connwarden.contracts.codec;

import com.networknt.schema.Error;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The message for schema violations: field, requirement, actual value and path. */
final class SchemaErrorMessage {
    private static final String ROOT = "/data";

    /** The requirement behind each pattern of the schemas. A test checks that none is missing. */
    static final Map<String, String> PATTERNS = Map.of(
            "\\S", "must not be empty",
            "^[A-Za-z0-9._-]{1,63}$", "must be 1 to 63 letters, digits, '.', '_' or '-'",
            "^([A-Za-z0-9._-]{1,63}|\\*)$", "must be * or 1 to 63 letters, digits, '.', '_' or '-'",
            "^-?[0-9]{1,19}$", "must be a whole number in quotes",
            "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$",
                    "must be the id of a plan, such as 3f0c2c9e-5b1d-4f6e-9a57-0d4c8c1be2a4");

    private SchemaErrorMessage() {}

    static String format(List<Error> errors) {
        List<Error> byPriority = errors.stream()
                .sorted(Comparator.comparingInt(SchemaErrorMessage::priority))
                .toList();
        String first = formatError(byPriority.get(0));
        int more = errors.size() - 1;
        return more == 0 ? first : first + " (and " + more + " more)";
    }

    /** Returns the rank of an error. A misspelt field or a wrong action causes further errors, so these come first. */
    private static int priority(Error error) {
        return switch (error.getKeyword()) {
            case "false" -> 0;
            case "enum" -> 1;
            case "required", "dependentRequired" -> 2;
            case "type" -> isParameterOfOtherAction(error) ? 3 : 4;
            default -> 4;
        };
    }

    /** Returns true if the schema accepts only null: the parameter belongs to another action. */
    private static boolean isParameterOfOtherAction(Error error) {
        return argument(error, 1).equals("null");
    }

    private static String formatError(Error error) {
        String path = ROOT + error.getInstanceLocation();
        return switch (error.getKeyword()) {
            case "required", "dependentRequired" -> error.getProperty() + " is missing in " + path;
            case "false" -> unknownField(fieldName(path), suggestion(error), path);
            default -> fieldName(path) + " " + requirement(error) + " at " + path;
        };
    }

    static String unknownField(String name, String meant, String path) {
        return name + " is not a known field, did you mean " + meant + "? at " + path;
    }

    private static String requirement(Error error) {
        JsonNode found = error.getInstanceNode();
        return switch (error.getKeyword()) {
            case "type" ->
                isParameterOfOtherAction(error)
                        ? "does not belong to this action" + actualValue(found)
                        : typeRequirement(error, found);
            case "minimum" -> "must be at least " + argument(error, 0) + actualValue(found);
            case "exclusiveMinimum" -> "must be above " + argument(error, 0) + actualValue(found);
            case "maximum" -> "must be at most " + argument(error, 0) + actualValue(found);
            case "maxLength" -> "must be at most " + argument(error, 0) + " characters" + actualValue(found);
            case "minLength" -> "must not be empty";
            case "minItems" -> "must have at least " + argument(error, 0) + " items, had " + found.size();
            case "maxItems" -> "must have at most " + argument(error, 0) + " items, had " + found.size();
            case "enum" -> "must be one of " + argument(error, 0).replaceAll("[\\[\\]\"]", "") + actualValue(found);
            case "format" -> "must be a timestamp such as 2026-03-01T03:00:00Z" + actualValue(found);
            case "pattern" -> patternRequirement(argument(error, 0)) + actualValue(found);
            default -> String.valueOf(error.getMessage());
        };
    }

    private static String typeRequirement(Error error, JsonNode found) {
        String wanted = argument(error, 1).replaceAll("[\\[\\]]", "").replace(", null", "");
        String article = wanted.matches("[aeiou].*") ? "an " : "a ";
        return "must be " + article + wanted + actualValue(found);
    }

    private static String patternRequirement(String pattern) {
        return PATTERNS.getOrDefault(pattern, "must match " + pattern);
    }

    private static String actualValue(JsonNode found) {
        if (found.isString()) {
            return ", was " + TruncatedText.quote(found.stringValue());
        }
        if (found.isNumber() || found.isBoolean()) {
            return ", was " + TruncatedText.truncate(found.toString(), 40);
        }
        return ", was " + JsonTypeName.of(found);
    }

    /** Returns the intended name. The schema rejects misspelt names by patterns such as {@code ^(?!dryRun$)...}. */
    private static String suggestion(Error error) {
        String pattern = argument(error, 0);
        int from = pattern.indexOf("(?!") + 3;
        return pattern.substring(from, pattern.indexOf('$', from));
    }

    private static String argument(Error error, int index) {
        Object[] arguments = error.getArguments();
        return index < arguments.length ? String.valueOf(arguments[index]) : "";
    }

    /** Returns the last name in a path, and for an element of an array a name such as {@code sessions[0]}. */
    private static String fieldName(String path) {
        String field = path.replaceFirst("/([0-9]+)$", "[$1]");
        return field.substring(field.lastIndexOf('/') + 1);
    }
}
