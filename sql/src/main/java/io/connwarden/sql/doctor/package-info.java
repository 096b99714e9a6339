/**
 * The statements with which the doctor examines a server. They only read, and a role without privileges can run them.
 * The module {@code doctor} evaluates the results.
 */
@NullMarked
package io.connwarden.sql.doctor;

import org.jspecify.annotations.NullMarked;
