package io.connwarden.standalone.target;

import io.connwarden.sql.target.ConnectFailure;
import io.connwarden.sql.target.Credentials;
import io.connwarden.sql.target.TargetException;
import io.connwarden.sql.target.TargetSettings;
import java.io.Console;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The prompt for a password that the server requires and that no option sets. */
public final class PasswordPrompt {
    private PasswordPrompt() {}

    /**
     * Runs the attempt with the settings. If the server requires a password and none is set, prompts for the password
     * and runs the attempt again.
     *
     * @param console null without a terminal; then no prompt is shown
     * @throws TargetException if the last attempt fails
     */
    public static <T> T promptIfMissing(
            TargetSettings settings, @Nullable Console console, Function<TargetSettings, T> attempt) {
        try {
            return attempt.apply(settings);
        } catch (TargetException e) {
            if (console == null || !isPasswordMissing(settings, e)) {
                throw e;
            }
            char[] typed = console.readPassword("Password of role %s on %s: ", settings.user(), settings.url());
            if (typed == null) {
                throw e;
            }
            return attempt.apply(withPassword(settings, new String(typed)));
        }
    }

    private static boolean isPasswordMissing(TargetSettings settings, TargetException e) {
        return settings.credentials().password() == null
                && settings.credentials().passwordFile() == null
                && e.failure().kind() == ConnectFailure.Kind.PASSWORD_REQUIRED;
    }

    private static TargetSettings withPassword(TargetSettings settings, String password) {
        return settings.withCredentials(new Credentials(settings.user(), password, null));
    }
}
