package io.connwarden.contracts.codec;

import io.connwarden.contracts.value.EditDistance;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The check for misspelled fields of a command. Other unknown fields are ignored. A misspelled parameter is meant to
 * have an effect, and without this check the default would hold instead.
 */
final class MisspelledField {
    /** Longer names are no misspellings, and comparing them takes long. */
    private static final int MAX_NAME_LENGTH = 40;

    private static final int LETTERS_PER_ERROR = 5;

    /** The known fields, and their letters. */
    private static final Map<String, String> KNOWN = known();

    private MisspelledField() {}

    /** @throws DecodeException if an unknown field has nearly the name of a known one */
    static void check(JsonNode command) throws DecodeException {
        for (String name : command.propertyNames()) {
            Optional<String> meant = meant(name);
            if (meant.isPresent()) {
                throw new DecodeException(SchemaErrorMessage.unknownField(name, meant.get(), "/data/" + name));
            }
        }
    }

    private static Optional<String> meant(String name) {
        if (KNOWN.containsKey(name) || name.length() > MAX_NAME_LENGTH) {
            return Optional.empty();
        }
        String letters = letters(name);
        return KNOWN.entrySet().stream()
                .filter(known -> isNear(letters, known.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Returns true if the words differ by one letter in five at most. */
    private static boolean isNear(String word, String known) {
        int maxErrors = known.length() / LETTERS_PER_ERROR;
        return Math.abs(word.length() - known.length()) <= maxErrors && EditDistance.between(word, known) <= maxErrors;
    }

    private static Map<String, String> known() {
        Map<String, String> known = new LinkedHashMap<>();
        for (RecordComponent field : CommandJson.class.getRecordComponents()) {
            known.put(field.getName(), letters(field.getName()));
        }
        return known;
    }

    private static String letters(String name) {
        return name.replaceAll("[-_ ]", "").toLowerCase(Locale.ROOT);
    }
}
