/**
 * The statements that a person may run to give Connwarden what it misses on a server. Connwarden prints them and never
 * runs them.
 */
@NullMarked
package io.connwarden.sql.remedy;

import org.jspecify.annotations.NullMarked;
