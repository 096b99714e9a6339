/**
 * Both services in this JVM, unchanged, with an embedded Kafka and log store around them: started in order, stopped in
 * the opposite one. Knows nothing of demos and terminals.
 */
@NullMarked
package io.connwarden.standalone.stack;

import org.jspecify.annotations.NullMarked;
