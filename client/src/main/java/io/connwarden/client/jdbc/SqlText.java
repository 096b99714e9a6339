package io.connwarden.client.jdbc;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The recognition of statements that commit at most once, end a transaction or change data. Pure. */
final class SqlText {
    /** Commands that are atomic in autocommit. CALL and DO are missing, because they may contain commits. */
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

    /** Commands with CONCURRENTLY commit more than once. */
    private static final Pattern CONCURRENTLY =
            Pattern.compile("^(create|alter|drop)\\b.*\\bconcurrently\\b", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern CHAIN = Pattern.compile("\\s*(/\\*|--|commit|end)", Pattern.CASE_INSENSITIVE);
    private static final Pattern END_OF_TRANSACTION =
            Pattern.compile("\\b(commit|end|prepare)\\b", Pattern.CASE_INSENSITIVE);

    private SqlText() {}

    /**
     * Returns true if the text commits at most once in autocommit. Returns false if that is not certain.
     */
    static boolean isSingleCommit(String sql) {
        String text = withoutLeadingComments(sql);
        return isOneStatement(text)
                && SINGLE_COMMIT_COMMANDS.contains(firstWordOf(text))
                && !CONCURRENTLY.matcher(text).find();
    }

    /** Returns true if the text may end a transaction. CALL and DO cannot end one that the client has begun. */
    static boolean mayEndTransaction(String sql) {
        return END_OF_TRANSACTION.matcher(sql).find();
    }

    /** Returns true if the text may end a transaction and begin another one. Cheap for the other statements. */
    static boolean mayChainTransactions(String sql) {
        return (sql.indexOf(';') >= 0 || CHAIN.matcher(sql).lookingAt()) && mayEndTransaction(sql);
    }

    /** Returns the first word of a statement after leading comments, in lower case; empty if there is none. */
    static String firstWord(String sql) {
        return firstWordOf(withoutLeadingComments(sql));
    }

    /** A semicolon inside a literal counts as an end too. The text then counts as several statements, which is safe. */
    private static boolean isOneStatement(String text) {
        int end = text.indexOf(';');
        return end < 0 || text.substring(end + 1).isBlank();
    }

    private static String firstWordOf(String text) {
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
