package io.connwarden.standalone.target;

import io.connwarden.sql.target.TargetException;
import io.connwarden.sql.target.TargetSettings;
import java.io.Console;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks the user for a password, but only when the server has asked for one and nobody gave it. */
public final class PasswordPrompt {
    private PasswordPrompt() {}

    /**
     * Tries the settings as they are; where only a password is missing and a person sits at the terminal, asks for it
     * and tries again.
     *
     * @param attempt uses the settings; a {@link TargetException} of the last attempt comes through
     */
    public static <T> T promptIfMissing(
            TargetSettings settings, @Nullable Console console, Function<TargetSettings, T> attempt) {
        try {
            return attempt.apply(settings);
        } catch (TargetException e) {
            if (console == null || !isPasswordMissing(settings, e)) {
                throw e;
            }
            char[] typed = console.readPassword("Password of %s on %s: ", settings.user(), settings.url());
            if (typed == null) {
                throw e;
            }
            return attempt.apply(withPassword(settings, new String(typed)));
        }
    }

    private static boolean isPasswordMissing(TargetSettings settings, TargetException e) {
        return settings.password() == null
                && settings.passwordFile() == null
                && String.valueOf(e.getMessage()).contains("no password was provided");
    }

    private static TargetSettings withPassword(TargetSettings settings, String password) {
        return new TargetSettings(
                settings.id(),
                settings.url(),
                settings.user(),
                password,
                null,
                settings.reserveUser(),
                settings.reservePassword(),
                settings.reservePasswordFile(),
                settings.labels(),
                settings.thresholds());
    }
}
