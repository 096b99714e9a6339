package io.connwarden.standalone.guard;

import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetException;
import io.connwarden.sql.target.TargetQueries;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.standalone.target.InvalidInputException;
import io.connwarden.standalone.target.PasswordPrompt;
import io.connwarden.standalone.terminal.Colour;
import io.connwarden.standalone.terminal.Terminal;
import java.util.Locale;

/**
 * One look before anything is started: a wrong address or password is told at once. A server that is merely full or
 * just starting is what a guard is for.
 */
final class PreflightCheck {
    private static final double MIN_VISIBILITY_PERCENTAGE = 95;

    private PreflightCheck() {}

    /**
     * The settings that let us in, with the password the user may have typed.
     *
     * @throws InvalidInputException when these settings cannot work
     */
    static TargetSettings run(TargetSettings settings, Terminal terminal) {
        try {
            return PasswordPrompt.promptIfMissing(
                    settings, System.console(), tried -> checkVisibility(tried, terminal));
        } catch (TargetException e) {
            return switch (e.failure().kind()) {
                case FULL, ROLE_LIMIT, DATABASE_LIMIT, TOO_MANY, STARTING, TIMEOUT -> {
                    printNotice(
                            terminal,
                            settings.url() + ": " + e.getMessage() + ". Guarding it as soon as it lets us in.");
                    yield settings;
                }
                case AUTHENTICATION, UNREACHABLE, OTHER ->
                    throw new InvalidInputException(
                            settings.url() + " as role " + settings.user() + ": " + e.getMessage(), e);
            };
        }
    }

    private static TargetSettings checkVisibility(TargetSettings settings, Terminal terminal) {
        double visibility = new TargetQueries(TargetConnections.unpooled(settings, "connwarden-guard")).visibility();
        if (visibility < MIN_VISIBILITY_PERCENTAGE) {
            printNotice(
                    terminal,
                    String.format(
                            Locale.ROOT,
                            "Role %s sees only %.0f %% of the sessions, so nothing will be done. As a superuser: GRANT pg_monitor, pg_signal_backend TO %s;",
                            settings.user(),
                            visibility,
                            settings.user()));
        }
        return settings;
    }

    private static void printNotice(Terminal terminal, String sentence) {
        terminal.printLine(terminal.colourize(Colour.YELLOW, sentence));
    }
}
