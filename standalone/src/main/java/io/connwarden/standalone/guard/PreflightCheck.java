package io.connwarden.standalone.guard;

import io.connwarden.contracts.assessment.Thresholds;
import io.connwarden.contracts.value.Formats;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetException;
import io.connwarden.sql.target.TargetQueries;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.standalone.target.PasswordPrompt;
import io.connwarden.standalone.target.ServerUnusableException;
import io.connwarden.standalone.terminal.Color;
import io.connwarden.standalone.terminal.Terminal;

/**
 * The connection check before {@code guard} starts the services. A wrong address or password is reported at once. A
 * server that is full or starting is accepted, because {@code guard} is made for such a server.
 */
final class PreflightCheck {
    private PreflightCheck() {}

    /**
     * Returns the settings that work, with the password of the prompt if one was needed.
     *
     * @throws ServerUnusableException if the server rejects the connection, or answers it with an error
     */
    static TargetSettings run(TargetSettings settings, Terminal terminal) {
        try {
            return PasswordPrompt.promptIfMissing(
                    settings, System.console(), tried -> checkVisibility(tried, terminal));
        } catch (TargetException e) {
            return switch (e.failure().kind()) {
                case SLOTS_EXHAUSTED, ROLE_LIMIT, DATABASE_LIMIT, UNKNOWN_CONNECTION_LIMIT, STARTING, TIMEOUT -> {
                    printNotice(
                            terminal,
                            settings.url() + ": " + e.getMessage()
                                    + ". Guarding starts as soon as a connection succeeds.");
                    yield settings;
                }
                case PASSWORD_REQUIRED,
                        NO_SUCH_ROLE,
                        NO_SUCH_DATABASE,
                        AUTHENTICATION,
                        PRIVILEGE,
                        POOLER,
                        UNKNOWN_HOST,
                        CONNECTION_REFUSED,
                        UNREACHABLE,
                        OTHER ->
                    throw new ServerUnusableException(
                            settings.url() + " as role " + settings.user() + ": " + e.getMessage() + ". "
                                    + e.failure().remedy() + ".",
                            e);
            };
        }
    }

    private static TargetSettings checkVisibility(TargetSettings settings, Terminal terminal) {
        double visibility = new TargetQueries(TargetConnections.unpooled(settings, "connwarden-guard")).visibility();
        if (visibility < Thresholds.defaults().minVisibility()) {
            printNotice(
                    terminal,
                    ("Role %s can read only %s of the sessions, so no session will be signalled."
                                    + " As a superuser: GRANT pg_monitor, pg_signal_backend TO %s;")
                            .formatted(settings.user(), Formats.shortPercent(visibility), settings.user()));
        }
        return settings;
    }

    private static void printNotice(Terminal terminal, String sentence) {
        terminal.printLine(terminal.colorize(Color.YELLOW, sentence));
    }
}
