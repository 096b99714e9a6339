/**
 * The assessment of a target: status, reason and recommendations.
 *
 * <p>It belongs to the contract because consumers rely on the meaning of a status. Pure: no Spring, SQL, Kafka, logging
 * or clocks; the current time is a parameter.
 */
@NullMarked
package io.connwarden.contracts.assessment;

import org.jspecify.annotations.NullMarked;
