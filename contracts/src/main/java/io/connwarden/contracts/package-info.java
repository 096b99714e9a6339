/**
 * Topic names, event envelopes and signal kinds: the identifiers that all programs share.
 *
 * <p>No other module of the project is imported here. Kafka, PostgreSQL and Spring are not used.
 */
@NullMarked
package io.connwarden.contracts;

import org.jspecify.annotations.NullMarked;
