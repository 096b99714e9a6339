/**
 * Both services in this JVM, unchanged, with an embedded Kafka and log store. Starts them in order and stops them in
 * reverse order. Independent of the subcommands.
 */
@NullMarked
package io.connwarden.standalone.environment;

import org.jspecify.annotations.NullMarked;
