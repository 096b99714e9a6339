/**
 * What runs inside the broker's own process. Nothing of ours outside this package is loaded there, and nothing outside
 * calls in: the class path of that process holds Kafka's libraries, ours does not.
 */
@NullMarked
package io.connwarden.embedded.broker;

import org.jspecify.annotations.NullMarked;
