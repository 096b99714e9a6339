package io.connwarden.contracts.codec;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;

/** Bytes to a JSON tree, or a sentence saying where they stop being JSON. */
final class JsonText {
    private static final Pattern ABOUT_THE_LIBRARY = Pattern.compile(
            " \\((start marker|for \\w+ starting) at \\[[^]]*]\\)|,? \\(?from `[^`]*`"
                    + "|: enable `[^`]*` to allow| \\((consider enabling|not recognized as one).*$",
            Pattern.DOTALL);

    private JsonText() {}

    static JsonNode parse(byte[] bytes, String what) throws NotReadable {
        try {
            JsonNode tree = Json.MAPPER.readTree(bytes);
            if (tree.isMissingNode()) {
                throw new NotReadable(what + " must be JSON, was empty");
            }
            StorableText.check(tree, "");
            return tree;
        } catch (JacksonException e) {
            throw new NotReadable(what + " must be JSON: " + complaint(e));
        }
    }

    private static String complaint(JacksonException e) {
        TokenStreamLocation where = e.getLocation();
        String problem = Excerpt.bare(plain(String.valueOf(e.getOriginalMessage())), 200);
        return where == null ? problem : problem + " at line " + where.getLineNr() + ", column " + where.getColumnNr();
    }

    /** The library speaks of its own settings, which mean nothing to a sender. */
    private static String plain(String complaint) {
        return complaint.startsWith("Trailing token")
                ? "something follows after its end"
                : ABOUT_THE_LIBRARY.matcher(complaint).replaceAll("");
    }
}
