/**
 * The ground floor: topic names and event envelopes that every program around Connwarden agrees on.
 *
 * <p>Nothing of ours is imported here, and nothing here talks to Kafka, PostgreSQL or Spring.
 */
@NullMarked
package io.connwarden.contracts;

import org.jspecify.annotations.NullMarked;
