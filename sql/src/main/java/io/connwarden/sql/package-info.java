/**
 * All SQL statements of Connwarden as {@code .sql} files, and the Java code that executes them.
 *
 * <p>{@link io.connwarden.sql.SqlFile} loads a statement. {@link io.connwarden.sql.SqlStatements} executes statements
 * on a connection, for targets. The package {@code store} uses Spring's JdbcClient, for the log store. No
 * decision is made here, and no statement is written in Java.
 */
@NullMarked
package io.connwarden.sql;

import org.jspecify.annotations.NullMarked;
