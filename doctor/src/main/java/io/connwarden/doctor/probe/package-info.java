/**
 * The probes of a diagnosis. A failed probe returns a reading, never an exception. Only the doctor's own sessions are
 * signalled, and nothing is set in a session that may belong to a pooler. Nothing is evaluated in this package.
 */
@NullMarked
package io.connwarden.doctor.probe;

import org.jspecify.annotations.NullMarked;
