package io.connwarden.console.web;

/** The paths of the console. Other paths of the same port belong to the service. */
public final class ConsolePaths {
    public static final String API = "/api/v1";

    private ConsolePaths() {}

    /** Returns the patterns of the paths that need a token, also if no route has the path. */
    public static String[] withToken() {
        return new String[] {"/api/**", "/functions/**", "/hooks/**"};
    }

    /** Returns true for health and metrics, which belong to the service. */
    public static boolean isManagement(String path) {
        return path.equals("/actuator") || path.startsWith("/actuator/");
    }
}
