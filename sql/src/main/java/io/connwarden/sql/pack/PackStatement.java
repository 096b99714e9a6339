package io.connwarden.sql.pack;

import io.connwarden.sql.SqlFile;
import java.util.Locale;

/** The statements around a script, each in the file of its name beside this class. */
enum PackStatement {
    READ_WRITE,
    SET_VARIABLE;

    private final String sql;

    PackStatement() {
        this.sql = SqlFile.load(
                PackStatement.class, name().toLowerCase(Locale.ROOT).replace('_', '-') + ".sql");
    }

    String sql() {
        return sql;
    }
}
