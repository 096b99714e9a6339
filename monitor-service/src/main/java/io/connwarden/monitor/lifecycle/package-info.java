/** The start and the stop of the target monitors and of the publisher, in the order that Spring's lifecycle needs. */
@NullMarked
package io.connwarden.monitor.lifecycle;

import org.jspecify.annotations.NullMarked;
