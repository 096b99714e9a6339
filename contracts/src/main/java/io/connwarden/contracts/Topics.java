package io.connwarden.contracts;

import java.util.regex.Pattern;

/**
 * The names of all topics.
 *
 * @param prefix prefix of each name, 1 to 150 letters, digits, dots, dashes or underscores
 */
public record Topics(String prefix) {
    public static final String DEFAULT_PREFIX = "connwarden.";

    public Topics {
        if (!prefix.matches("[a-zA-Z0-9._-]{1,150}")) {
            throw new IllegalArgumentException(
                    "topic prefix must be 1 to 150 letters, digits, '.', '_' or '-', was '" + prefix + "'");
        }
    }

    public static Topics withDefaultPrefix() {
        return new Topics(DEFAULT_PREFIX);
    }

    public String health() {
        return prefix + "health";
    }

    /** Returns the topic of the snapshots of all samples. */
    public String sessions() {
        return prefix + "sessions";
    }

    /** Returns the topic of requests for fresh samples. */
    public String looks() {
        return prefix + "looks";
    }

    public String commands() {
        return prefix + "commands";
    }

    /**
     * Returns the command topic of a team. Write access to it can be granted separately.
     *
     * @param team 1 to 80 letters, digits, dots, dashes, underscores
     */
    public String commands(String team) {
        if (!team.matches("[a-zA-Z0-9._-]{1,80}")) {
            throw new IllegalArgumentException(
                    "team must be 1 to 80 letters, digits, '.', '_' or '-', was '" + team + "'");
        }
        return commands() + "." + team;
    }

    /** Returns a pattern that matches the shared command topic and the topics of all teams. */
    public Pattern commandTopicPattern() {
        return Pattern.compile(Pattern.quote(commands()) + "(\\.[a-zA-Z0-9._-]+)?");
    }

    public String results() {
        return prefix + "results";
    }

    public String alerts() {
        return prefix + "alerts";
    }

    /** Returns the topic of records that cannot be read or stored: raw bytes, with the reason in headers. */
    public String deadLetters() {
        return prefix + "commands-dlt";
    }
}
