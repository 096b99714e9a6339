package io.connwarden.contracts.codec;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;

/** The parser of JSON trees. Its error message names the position of the error. */
final class JsonTreeParser {
    private static final Pattern LIBRARY_HINTS = Pattern.compile(
            " \\((start marker|for \\w+ starting) at \\[[^]]*]\\)|,? \\(?from `[^`]*`"
                    + "|: enable `[^`]*` to allow| \\((consider enabling|not recognized as one).*$",
            Pattern.DOTALL);

    private JsonTreeParser() {}

    static JsonNode parse(byte[] bytes, String valueName) throws DecodeException {
        try {
            JsonNode tree = Json.MAPPER.readTree(bytes);
            if (tree.isMissingNode()) {
                throw new DecodeException(valueName + " must be JSON, was empty");
            }
            PostgresValueCheck.check(tree, "");
            return tree;
        } catch (JacksonException e) {
            throw new DecodeException(valueName + " must be JSON: " + errorMessage(e));
        }
    }

    private static String errorMessage(JacksonException e) {
        TokenStreamLocation where = e.getLocation();
        String problem = TruncatedText.truncate(withoutLibraryHints(String.valueOf(e.getOriginalMessage())), 200);
        return where == null ? problem : problem + " at line " + where.getLineNr() + ", column " + where.getColumnNr();
    }

    /** Removes hints about settings of the JSON library. They are meaningless to a sender. */
    private static String withoutLibraryHints(String message) {
        return message.startsWith("Trailing token")
                ? "unexpected content after its end"
                : LIBRARY_HINTS.matcher(message).replaceAll("");
    }
}
