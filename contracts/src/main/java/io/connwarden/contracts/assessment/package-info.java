/**
 * What a target's counts mean: its status, why, and what to do about it.
 *
 * <p>It stands with the messages because the meaning of a status is part of the contract. Pure: no Spring, SQL,
 * Kafka, logging or clocks belong here; the present moment is a parameter.
 */
@NullMarked
package io.connwarden.contracts.assessment;

import org.jspecify.annotations.NullMarked;
