/**
 * The emergency lanes: one open session per target, held always, through which the target is seen and its sessions are
 * signalled. On a full server no new session is let in, so this one is never given away.
 *
 * <p>Nothing is decided here, and nothing here talks to Kafka or the log store.
 */
@NullMarked
package io.connwarden.actuator.connection;

import org.jspecify.annotations.NullMarked;
