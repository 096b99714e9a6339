/**
 * Accepts each command once. Unknown targets and expired commands are rejected here. PAUSE, RESUME, STATUS and
 * REJECT are executed here. A repeated command gets its stored result. The workers execute all other commands.
 *
 * <p>Each batch is one transaction of the log store. No session is signalled here.
 */
@NullMarked
package io.connwarden.actuator.intake;

import org.jspecify.annotations.NullMarked;
