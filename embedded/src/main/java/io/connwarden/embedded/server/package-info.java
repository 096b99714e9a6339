/**
 * The parts that both embedded servers share: a locked directory, a loopback port, and the failure of a start. Knows
 * neither Kafka nor PostgreSQL.
 */
@NullMarked
package io.connwarden.embedded.server;

import org.jspecify.annotations.NullMarked;
