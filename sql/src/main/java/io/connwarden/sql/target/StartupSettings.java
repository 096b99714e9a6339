package io.connwarden.sql.target;

import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * The settings of a Connwarden session that travel in the startup packet. They are in force before the first statement,
 * and the settings of a database or a role do not override them. A pooler rejects them instead of leaving them in a
 * shared session.
 *
 * @param url the url without parameters that would override the settings
 * @param optionsOfUrl the startup options in the url; null if there are none
 */
record StartupSettings(String url, @Nullable String optionsOfUrl) {
    static final String SEARCH_PATH = "pg_catalog";
    static final String STATEMENT_TIMEOUT = "10s";
    static final String READ_ONLY = "on";

    /** The settings of a role or a database by which a statement would fail, wait or return another result. */
    private static final String PINNED_MEANING = String.join(
            " ",
            List.of(
                    // ALTER ROLE and ALTER DATABASE may set another role, which has other privileges.
                    "-c role=none",
                    "-c search_path=" + SEARCH_PATH,
                    "-c default_transaction_read_only=" + READ_ONLY,
                    // On a standby, SERIALIZABLE as the default of a database would fail every query.
                    "-c default_transaction_isolation=read\\ committed",
                    // A deferrable transaction waits for the transactions of other sessions.
                    "-c default_transaction_deferrable=off",
                    // Patterns contain backslashes, and arrays contain nulls.
                    "-c standard_conforming_strings=on",
                    "-c array_nulls=on",
                    // An error such as a denied signal would end the session.
                    "-c exit_on_error=off",
                    "-c client_min_messages=notice",
                    // A query on a busy server needs no compilation, no worker process and no temporary file.
                    "-c jit=off",
                    "-c max_parallel_workers_per_gather=0",
                    "-c work_mem=4MB"));

    private static final String PINNED = PINNED_MEANING + " -c statement_timeout=" + STATEMENT_TIMEOUT
            + " -c lock_timeout=2s -c idle_in_transaction_session_timeout=60s";

    /** A reserved slot of a lost host is free after 30 s, which is before its permit expires. */
    private static final String RESERVE_PINNED = PINNED
            + " -c tcp_user_timeout=30000 -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5"
            + " -c tcp_keepalives_count=4";

    private static final Pattern OVERRIDING_PARAMETER =
            Pattern.compile("([?&])(?:options|currentSchema|assumeMinServerVersion)=[^&]*");

    /**
     * Separates the startup options of the url from the url.
     *
     * @return null if the driver cannot parse the url
     */
    static @Nullable StartupSettings of(String url) {
        Properties parsed = Driver.parseURL(url, null);
        return parsed == null
                ? null
                : new StartupSettings(withoutOptions(url), PGProperty.OPTIONS.getOrDefault(parsed));
    }

    private static String withoutOptions(String url) {
        Matcher overriding = OVERRIDING_PARAMETER.matcher(url);
        // The driver ignores an empty parameter.
        return overriding.replaceAll("$1");
    }

    /** Adds the settings. The last value of a setting applies, so the url cannot override them. */
    void pin(Properties properties) {
        pin(properties, PINNED);
    }

    /** Adds the settings of a session in a reserved slot: those of {@link #pin}, and the detection of a lost client. */
    void pinReserve(Properties properties) {
        pin(properties, RESERVE_PINNED);
    }

    /** Adds all settings but the timeouts, which keep the values of other sessions. */
    void pinMeaning(Properties properties) {
        pin(properties, PINNED_MEANING);
    }

    /**
     * Returns the options that disable the timeouts of newer servers, or an empty text. The SQLSTATE of a session that
     * such a timeout has ended proves that the server knows the setting.
     */
    static String optionsWithoutTimeout(@Nullable String sqlState) {
        return switch (String.valueOf(sqlState)) {
            case SqlStates.IDLE_SESSION_TIMEOUT -> " -c idle_session_timeout=0";
            case SqlStates.TRANSACTION_TIMEOUT -> " -c transaction_timeout=0 -c idle_session_timeout=0";
            default -> "";
        };
    }

    /** Adds options to those that a method above has added. */
    static void append(Properties properties, String options) {
        PGProperty.OPTIONS.set(properties, PGProperty.OPTIONS.getOrDefault(properties) + options);
    }

    private void pin(Properties properties, String pinned) {
        PGProperty.OPTIONS.set(properties, optionsOfUrl == null ? pinned : optionsOfUrl + " " + pinned);
    }

    /** Adds only the options of the url. */
    void leaveUnpinned(Properties properties) {
        if (optionsOfUrl != null) {
            PGProperty.OPTIONS.set(properties, optionsOfUrl);
        }
    }
}
