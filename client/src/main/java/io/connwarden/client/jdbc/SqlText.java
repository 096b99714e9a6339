package io.connwarden.client.jdbc;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The little that must be known of a statement from its text. Pure. */
final class SqlText {
    /** Statements that stand or fall as a whole when they stand alone. Not CALL and not DO: those may commit inside. */
    private static final Set<String> SINGLE_COMMIT_COMMANDS = Set.of(
            "select",
            "insert",
            "update",
            "delete",
            "merge",
            "with",
            "values",
            "table",
            "truncate",
            "copy",
            "set",
            "show",
            "begin",
            "commit",
            "create",
            "alter",
            "drop",
            "notify",
            "lock");

    /** What is built, dropped or detached concurrently commits on the way. */
    private static final Pattern CONCURRENTLY =
            Pattern.compile("^(create|alter|drop)\\b.*\\bconcurrently\\b", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private SqlText() {}

    /**
     * Whether the text, handed to the server in autocommit, has at most one moment at which something of it is
     * committed. In doubt the answer is no.
     */
    static boolean isSingleCommit(String sql) {
        String text = withoutLeadingComments(sql);
        return isOneStatement(text)
                && SINGLE_COMMIT_COMMANDS.contains(firstWord(text))
                && !CONCURRENTLY.matcher(text).find();
    }

    /** A semicolon within a literal is taken for an end too: that errs on the safe side. */
    private static boolean isOneStatement(String text) {
        int end = text.indexOf(';');
        return end < 0 || text.substring(end + 1).isBlank();
    }

    private static String firstWord(String text) {
        int end = 0;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end).toLowerCase(Locale.ROOT);
    }

    private static String withoutLeadingComments(String sql) {
        String text = sql.stripLeading();
        while (text.startsWith("--") || text.startsWith("/*")) {
            String ending = text.startsWith("--") ? "\n" : "*/";
            int end = text.indexOf(ending);
            text = end < 0 ? "" : text.substring(end + ending.length()).stripLeading();
        }
        return text;
    }
}
