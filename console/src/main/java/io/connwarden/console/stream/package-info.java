/**
 * The stream of server-sent events. All streams read one bounded log of events, each at its own position and in its own
 * thread, so a slow reader delays no other one.
 */
@NullMarked
package io.connwarden.console.stream;

import org.jspecify.annotations.NullMarked;
