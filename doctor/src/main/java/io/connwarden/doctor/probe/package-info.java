/**
 * Tries things on a server and brings home what happened. A question that fails is a finding, never an exception. No
 * session but the doctor's own is ever touched, and nothing is set in a session that may be a pooler's. Nothing is judged
 * here.
 */
@NullMarked
package io.connwarden.doctor.probe;

import org.jspecify.annotations.NullMarked;
