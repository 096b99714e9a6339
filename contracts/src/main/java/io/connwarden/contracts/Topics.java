package io.connwarden.contracts;

import java.util.regex.Pattern;

/**
 * Every topic name, in one place.
 *
 * @param prefix put before each name, {@code connwarden.} unless configured; letters, digits, dot, dash, underscore
 */
public record Topics(String prefix) {
    public static final String DEFAULT_PREFIX = "connwarden.";

    public Topics {
        if (!prefix.matches("[a-zA-Z0-9._-]{1,150}")) {
            throw new IllegalArgumentException(
                    "Topic prefix must be 1 to 150 of letters, digits, '.', '_' and '-', was '" + prefix + "'");
        }
    }

    public static Topics withDefaultPrefix() {
        return new Topics(DEFAULT_PREFIX);
    }

    public String health() {
        return prefix + "health";
    }

    public String commands() {
        return prefix + "commands";
    }

    /**
     * A team's own command topic, so that access to it can be granted on its own.
     *
     * @param team 1 to 80 letters, digits, dots, dashes, underscores
     */
    public String commands(String team) {
        if (!team.matches("[a-zA-Z0-9._-]{1,80}")) {
            throw new IllegalArgumentException(
                    "team must be 1 to 80 of letters, digits, '.', '_' and '-', was '" + team + "'");
        }
        return commands() + "." + team;
    }

    /** Matches the shared command topic and every team's. */
    public Pattern commandTopicPattern() {
        return Pattern.compile(Pattern.quote(commands()) + "(\\.[a-zA-Z0-9._-]+)?");
    }

    public String results() {
        return prefix + "results";
    }

    public String alerts() {
        return prefix + "alerts";
    }

    /** Where commands go that cannot be read, as raw bytes with the reason in headers. */
    public String deadLetters() {
        return prefix + "commands-dlt";
    }
}
