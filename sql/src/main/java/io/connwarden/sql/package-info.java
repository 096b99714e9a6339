/**
 * Every SQL statement of the product, as {@code .sql} files, and the thin Java that runs them.
 *
 * <p>This package holds what both parts share: {@link io.connwarden.sql.SqlFile} loads one statement from one file, and the
 * few lines of JDBC in {@link io.connwarden.sql.SqlStatements} send it. {@code target} asks watched servers, {@code store} the log store. No decision is
 * made here, and no statement stands in Java.
 */
@NullMarked
package io.connwarden.sql;

import org.jspecify.annotations.NullMarked;
