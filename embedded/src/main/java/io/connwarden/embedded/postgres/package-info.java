/**
 * A PostgreSQL server from Maven artifacts, as a child process on loopback. Starts, restarts and stops it, and runs no
 * statements.
 */
@NullMarked
package io.connwarden.embedded.postgres;

import org.jspecify.annotations.NullMarked;
