/**
 * What tests of every module share: one broker and one PostgreSQL server per test JVM, servers of other versions, and
 * crowds of real sessions. For tests only; no production code imports it.
 */
@NullMarked
package io.connwarden.testing;

import org.jspecify.annotations.NullMarked;
