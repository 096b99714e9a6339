/**
 * The metrics of a router for Micrometer. Optional: no other package of the client depends on Micrometer.
 */
@NullMarked
package io.connwarden.client.micrometer;

import org.jspecify.annotations.NullMarked;
