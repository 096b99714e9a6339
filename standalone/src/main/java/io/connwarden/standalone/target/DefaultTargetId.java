package io.connwarden.standalone.target;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The default id of a server: its host and database, such as {@code db1-orders}. */
final class DefaultTargetId {
    private static final Pattern HOST_AND_DATABASE =
            Pattern.compile("jdbc:postgresql://(?<host>\\[[^]]*]|[^/:?,]+)?[^/?]*(/(?<database>[^?]*))?.*");
    private static final int MAX_LENGTH = 63;

    private DefaultTargetId() {}

    /** Returns a valid id for every URL. */
    static String from(String url) {
        Matcher matcher = HOST_AND_DATABASE.matcher(url);
        // A URL with an @ is rejected later. Its parts may be parts of a password.
        if (url.indexOf('@') >= 0 || !matcher.matches()) {
            return "target";
        }
        String host = matcher.group("host") == null ? "localhost" : matcher.group("host");
        String database = matcher.group("database");
        String id = database == null || database.isBlank() ? host : host + "-" + database;
        String allowed = id.replaceAll("[^A-Za-z0-9._-]", "-");
        return allowed.substring(0, Math.min(MAX_LENGTH, allowed.length()));
    }
}
