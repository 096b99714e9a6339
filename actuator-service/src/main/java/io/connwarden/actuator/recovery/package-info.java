/**
 * Finds what was left unfinished: leases of this process are renewed while it lives, and commands that wait, or whose
 * lease ran out, are pointed out to the workers, who take them up where the store says they stand.
 */
@NullMarked
package io.connwarden.actuator.recovery;

import org.jspecify.annotations.NullMarked;
