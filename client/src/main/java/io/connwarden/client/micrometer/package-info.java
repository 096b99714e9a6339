/**
 * The router's numbers as Micrometer meters, for applications that have Micrometer. Nothing else in the client needs it.
 */
@NullMarked
package io.connwarden.client.micrometer;

import org.jspecify.annotations.NullMarked;
