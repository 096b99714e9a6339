/**
 * The validated configuration of the actuator: {@code connwarden.*} as values, and the targets with their policies.
 * It is read once at the start. An invalid value stops the start with one sentence that names the key, the value, and
 * the allowed values.
 *
 * <p>Nothing here opens a connection.
 */
@NullMarked
package io.connwarden.actuator.config;

import org.jspecify.annotations.NullMarked;
