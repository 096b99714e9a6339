package io.connwarden.contracts.codec;

import io.connwarden.contracts.value.EditDistance;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The check for misspelled fields of a command. Other unknown fields are ignored. A misspelled parameter is meant to
 * have an effect, and without this check the default would hold instead.
 */
final class MisspelledField {
    /** Longer names are no misspellings, and comparing them takes long. */
    private static final int MAX_NAME_LENGTH = 40;

    private static final int LETTERS_PER_ERROR = 5;

    private static final List<String> KNOWN = Stream.of(CommandJson.class.getRecordComponents())
            .map(RecordComponent::getName)
            .toList();

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
        return KNOWN.contains(name) || name.length() > MAX_NAME_LENGTH
                ? Optional.empty()
                : KNOWN.stream().filter(known -> isNear(name, known)).findFirst();
    }

    /** Returns true if the names differ by one letter in five at most. */
    private static boolean isNear(String name, String known) {
        return EditDistance.between(letters(name), letters(known)) <= known.length() / LETTERS_PER_ERROR;
    }

    private static String letters(String name) {
        return name.replaceAll("[-_ ]", "").toLowerCase(Locale.ROOT);
    }
}
