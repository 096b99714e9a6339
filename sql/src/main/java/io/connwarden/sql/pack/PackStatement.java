package io.connwarden.sql.pack;

import io.connwarden.sql.SqlFile;

/** The statements executed before a script. The file of each is named after its constant. */
enum PackStatement {
    READ_WRITE,
    SET_VARIABLE;

    private final String sql = SqlFile.load(this);

    String sql() {
        return sql;
    }
}
