package io.connwarden.sql.remedy;

import io.connwarden.sql.SqlFile;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Statements to be printed for a person, each in the file of its name beside this class. */
public enum RemedyStatement {
    EXTEND_VALIDITY,
    GRANT,
    INHERIT,
    INHERIT_RIGHT,
    LIFT_CONNECTION_LIMIT,
    LIFT_DATABASE_LIMIT,
    SET_FOR_ROLE,
    SET_FOR_SERVER;

    private static final Pattern PLACEHOLDER = Pattern.compile(":([a-z]+)");

    private final String sql = SqlFile.load(this);

    /** The file as it stands. */
    public String sql() {
        return sql;
    }

    /**
     * The statement in one line, ready to be run.
     *
     * @param values by the name of their place; inserted as they are, so names must come {@link #quoteIdentifier}
     * @throws IllegalArgumentException when a place has no value
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

    /** A name as an identifier, whatever it is made of: always in quotes, so that it need not be judged. */
    public static String quoteIdentifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
