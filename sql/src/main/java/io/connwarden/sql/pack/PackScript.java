package io.connwarden.sql.pack;

import io.connwarden.sql.SqlFile;
import java.util.Locale;

/** The scripts of the pack, each with the psql file that says of which parts it consists. */
enum PackScript {
    INSTALL,
    UNINSTALL,
    CRON,
    UNCRON;

    private static final String INCLUDE = "\\ir ";

    private final String sql;

    PackScript() {
        this.sql = loadParts(name().toLowerCase(Locale.ROOT) + ".sql");
    }

    /** The text of all parts, in their order. */
    String sql() {
        return sql;
    }

    private static String loadParts(String scriptFile) {
        StringBuilder parts = new StringBuilder();
        SqlFile.load(PackScript.class, scriptFile)
                .lines()
                .filter(line -> line.startsWith(INCLUDE))
                .map(line -> SqlFile.load(
                        PackScript.class, line.substring(INCLUDE.length()).strip()))
                .forEach(parts::append);
        return parts.toString();
    }
}
