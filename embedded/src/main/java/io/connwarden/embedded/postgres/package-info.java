/**
 * A real PostgreSQL server from Maven artifacts, as a child process on loopback. Starts, restarts, stops; asks it
 * nothing: statements live elsewhere.
 */
@NullMarked
package io.connwarden.embedded.postgres;

import org.jspecify.annotations.NullMarked;
