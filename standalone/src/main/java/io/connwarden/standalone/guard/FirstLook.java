package io.connwarden.standalone.guard;

import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetException;
import io.connwarden.sql.target.TargetQueries;
import io.connwarden.sql.target.TargetSettings;
import io.connwarden.standalone.target.BadInput;
import io.connwarden.standalone.target.Password;
import io.connwarden.standalone.terminal.Colour;
import io.connwarden.standalone.terminal.Terminal;
import java.util.Locale;

/**
 * One look before anything is started: a wrong address or password is told at once. A server that is merely full or
 * just starting is what a guard is for.
 */
final class FirstLook {
    private static final double SEES_ENOUGH = 95;

    private FirstLook() {}

    /**
     * The settings that let us in, with the password the user may have typed.
     *
     * @throws BadInput when these settings cannot work
     */
    static TargetSettings at(TargetSettings settings, Terminal terminal) {
        try {
            return Password.askedWhenMissing(settings, System.console(), tried -> look(tried, terminal));
        } catch (TargetException e) {
            return switch (e.failure().kind()) {
                case FULL, ROLE_LIMIT, DATABASE_LIMIT, TOO_MANY, STARTING, TIMEOUT -> {
                    notice(
                            terminal,
                            settings.url() + ": " + e.getMessage() + ". Guarding it as soon as it lets us in.");
                    yield settings;
                }
                case AUTHENTICATION, UNREACHABLE, OTHER ->
                    throw new BadInput(settings.url() + " as role " + settings.user() + ": " + e.getMessage(), e);
            };
        }
    }

    private static TargetSettings look(TargetSettings settings, Terminal terminal) {
        double visibility = new TargetQueries(TargetConnections.unpooled(settings, "connwarden-guard")).visibility();
        if (visibility < SEES_ENOUGH) {
            notice(
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

    private static void notice(Terminal terminal, String sentence) {
        terminal.line(terminal.in(Colour.YELLOW, sentence));
    }
}
