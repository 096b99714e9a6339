/**
 * Takes commands up, once each: judges what needs no look at the target (unknown, expired), answers at once what needs
 * none (PAUSE, RESUME, STATUS), answers repeats from what is stored, and leaves the rest to the workers.
 *
 * <p>Each batch is one transaction of the log store. Nobody is signalled here.
 */
@NullMarked
package io.connwarden.actuator.intake;

import org.jspecify.annotations.NullMarked;
