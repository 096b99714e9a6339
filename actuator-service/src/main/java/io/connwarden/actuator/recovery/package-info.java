/**
 * Finds unfinished commands. Leases of this process are renewed. Workers are notified of waiting commands and of
 * commands with an expired lease, and resume them from the state in the log store.
 */
@NullMarked
package io.connwarden.actuator.recovery;

import org.jspecify.annotations.NullMarked;
