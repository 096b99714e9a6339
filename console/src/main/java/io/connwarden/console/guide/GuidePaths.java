package io.connwarden.console.guide;

import io.connwarden.console.web.ConsolePaths;

/** The paths of the two endpoints and the actions of each. */
public final class GuidePaths {
    /** The endpoint of the application. */
    static final String APPLICATION = ConsolePaths.GUIDE_APPLICATION;

    /** The endpoint of the function. */
    static final String FUNCTION = ConsolePaths.GUIDE_FUNCTION;

    private GuidePaths() {}

    /** Returns true for a path of the endpoints. */
    static boolean contains(String path) {
        return path.equals(APPLICATION) || path.equals(FUNCTION);
    }

    /** Returns the actions of an endpoint, as the answer to an unknown action names them. */
    static String actions(String path) {
        return path.equals(APPLICATION)
                ? "status, health, cleanup, emergency, auto, monitor"
                : "monitor, cleanup, emergency, health, auto";
    }
}
