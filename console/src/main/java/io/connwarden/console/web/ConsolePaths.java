package io.connwarden.console.web;

import java.util.Set;
import java.util.stream.Stream;

/** The paths of the console. Other paths of the same port belong to the service. */
public final class ConsolePaths {
    public static final String API = "/api/v1";

    /** The page of the descriptions. */
    public static final String DOCS = "/docs";

    /** The endpoint of the application in the guide. */
    public static final String GUIDE_APPLICATION = "/api/admin/connection-pool-pro";

    /** The endpoint of the function in the guide. */
    public static final String GUIDE_FUNCTION = "/functions/v1/connection-monitor";

    private static final Set<String> GUIDE = Set.of(GUIDE_APPLICATION, GUIDE_FUNCTION);
    private static final String MANAGEMENT = "/actuator";
    private static final String HEALTH = MANAGEMENT + "/health";
    private static final String[] WITH_TOKEN = {"/api", "/functions", "/hooks"};

    private ConsolePaths() {}

    /** Returns the patterns of the paths that need a token, also if no route has the path. */
    public static String[] withToken() {
        return Stream.of(WITH_TOKEN).map(path -> path + "/**").toArray(String[]::new);
    }

    /** Returns the patterns of the exceptions: the descriptions of the API and of the topics. */
    public static String[] withoutToken() {
        return Stream.of("/openapi.json", "/asyncapi.yaml", "/asyncapi.json", "/schema/*")
                .map(path -> API + path)
                .toArray(String[]::new);
    }

    /** Returns the patterns of the health of the service, which probes read. */
    public static String[] health() {
        return new String[] {HEALTH, HEALTH + "/**"};
    }

    /** Returns the patterns of health and metrics, which belong to the service. */
    public static String[] management() {
        return new String[] {MANAGEMENT, MANAGEMENT + "/**"};
    }

    /** Returns true for a path of the dashboard and its files. */
    static boolean isPage(String path) {
        return !isManagement(path) && Stream.of(WITH_TOKEN).noneMatch(path::startsWith);
    }

    /** Returns true for a path of the endpoints of the guide. */
    static boolean isGuide(String path) {
        return GUIDE.contains(path);
    }

    /** Returns true for the health of the service, which probes read. */
    public static boolean isHealth(String path) {
        return path.equals(HEALTH) || path.startsWith(HEALTH + "/");
    }

    /** Returns true for health and metrics, which belong to the service. */
    public static boolean isManagement(String path) {
        return path.equals(MANAGEMENT) || path.startsWith(MANAGEMENT + "/");
    }
}
