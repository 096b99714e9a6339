package io.connwarden.sql.pack;

import io.connwarden.sql.SqlFile;

/** The statements around a script, each in the file of its name beside this class. */
enum PackStatement {
    READ_WRITE,
    SET_VARIABLE;

    private final String sql = SqlFile.load(this);

    String sql() {
        return sql;
    }
}
