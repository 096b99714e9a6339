package io.connwarden.sql.pack;

import io.connwarden.sql.SqlFile;

/** The scripts of the pack. Each constant names a psql script, which includes the SQL parts to execute. */
enum PackScript {
    INSTALL,
    UNINSTALL,
    CRON,
    REMOVE_CRON;

    /** The files in {@code psql} contain commands of psql and are skipped. */
    private static final String INCLUDE = "\\ir ";

    private static final String PARTS = "parts/";

    private final String sql;

    PackScript() {
        StringBuilder parts = new StringBuilder();
        SqlFile.load(this)
                .lines()
                .filter(line -> line.startsWith(INCLUDE + PARTS))
                .map(line -> line.substring(INCLUDE.length()).strip())
                .map(part -> SqlFile.load(PackScript.class, part))
                .forEach(parts::append);
        this.sql = parts.toString();
    }

    /** Returns the text of all parts in the order of the script. */
    String sql() {
        return sql;
    }
}
