/**
 * The messages as immutable records: health, command, result, alert. The ids of rules and guards that they name.
 *
 * <p>The JSON Schemas are the source of truth for these records. The records validate their own values and have no
 * other behavior. Their JSON form belongs to {@code codec}.
 */
@NullMarked
package io.connwarden.contracts.message;

import org.jspecify.annotations.NullMarked;
