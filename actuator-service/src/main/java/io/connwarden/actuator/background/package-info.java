/**
 * The periodic tasks of the actuator. The leases of this process are renewed. The workers are notified of waiting
 * commands and of commands with an expired lease. The log store is maintained. The sessions that dry runs selected are
 * observed.
 *
 * <p>No command is executed here.
 */
@NullMarked
package io.connwarden.actuator.background;

import org.jspecify.annotations.NullMarked;
