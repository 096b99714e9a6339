/**
 * Starts and stops the service: beans, threads, start order, health indicators.
 *
 * <p>No rule of the product is here.
 */
@NullMarked
package io.connwarden.actuator.wiring;

import org.jspecify.annotations.NullMarked;
