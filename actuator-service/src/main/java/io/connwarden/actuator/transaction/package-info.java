/**
 * Transactions of the log store. Failures are classified as transient or permanent; transient failures are retried.
 *
 * <p>SQL statements are in module {@code sql}.
 */
@NullMarked
package io.connwarden.actuator.transaction;

import org.jspecify.annotations.NullMarked;
