/**
 * What became of a command or an automatic action, told: as a result message, as rows of {@code connection_logs}, and as
 * alerts, all in the transaction that finishes the command.
 *
 * <p>Nothing is decided and nobody is signalled here.
 */
@NullMarked
package io.connwarden.actuator.outcome;

import org.jspecify.annotations.NullMarked;
