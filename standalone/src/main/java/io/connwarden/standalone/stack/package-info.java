/**
 * Both services in this JVM, unchanged, with an embedded Kafka and log store. Starts them in order and stops them in
 * reverse order. Does not know the demo.
 */
@NullMarked
package io.connwarden.standalone.stack;

import org.jspecify.annotations.NullMarked;
