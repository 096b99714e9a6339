/**
 * Internal. The JDBC objects that a query or an application receives. They protect the router's connection, and report
 * commits and failures to the tracker of the attempt.
 *
 * <p>Pools, deadlines and decisions do not belong here. The {@code Delegating} classes are generated at build time by
 * {@code JdbcDelegateGenerator}; a reflective proxy would cost more per call than the rest of the router.
 */
@NullMarked
package io.connwarden.client.jdbc;

import org.jspecify.annotations.NullMarked;
