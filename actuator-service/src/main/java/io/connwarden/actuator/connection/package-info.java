/**
 * The emergency connections: one held session per target. The actuator samples the target and signals sessions through
 * it. A full server accepts no new session, so this session is held.
 *
 * <p>No decision is made here. Kafka is not used. The log store is used only for the lease on a reserved slot.
 */
@NullMarked
package io.connwarden.actuator.connection;

import org.jspecify.annotations.NullMarked;
