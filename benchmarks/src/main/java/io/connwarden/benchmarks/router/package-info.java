/**
 * The benchmark of the client's router: transactions and logins beside those of a plain HikariCP pool with the same
 * number of connections.
 */
@NullMarked
package io.connwarden.benchmarks.router;

import org.jspecify.annotations.NullMarked;
