package io.connwarden.sql.remedy;

import io.connwarden.sql.SqlFile;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The templates of statements that the doctor prints. The file of each is named after its constant. */
public enum RemedyStatement {
    EXTEND_VALIDITY,
    GRANT,
    INHERIT,
    INHERIT_PRIVILEGE,
    LIFT_CONNECTION_LIMIT,
    LIFT_DATABASE_LIMIT,
    SET_FOR_ROLE,
    SET_FOR_SERVER;

    private static final Pattern PLACEHOLDER = Pattern.compile(":([a-z]+)");

    private final String sql = SqlFile.load(this);

    /** Returns the text of the file. */
    public String sql() {
        return sql;
    }

    /**
     * Returns the statement in one line with the given values.
     *
     * @param values by the name of their placeholder, inserted unchanged; identifiers require {@link #quoteIdentifier}
     * @throws IllegalArgumentException if a placeholder has no value
     */
    public String format(Map<String, String> values) {
        String text = sql.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining(" "));
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(placeholder -> Matcher.quoteReplacement(value(values, placeholder)));
    }

    private static String value(Map<String, String> values, MatchResult placeholder) {
        String value = values.get(placeholder.group(1));
        if (value == null) {
            throw new IllegalArgumentException("no value for " + placeholder.group());
        }
        return value;
    }

    /** Returns a name as a quoted identifier, which is valid for any name. */
    public static String quoteIdentifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
