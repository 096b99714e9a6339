/**
 * Test support for all modules: one broker and one PostgreSQL server per test JVM, servers of other versions, real
 * sessions, and the seeds of random tests. No production code imports this package, and it knows no other module but
 * {@code embedded}.
 */
@NullMarked
package io.connwarden.testing;

import org.jspecify.annotations.NullMarked;
