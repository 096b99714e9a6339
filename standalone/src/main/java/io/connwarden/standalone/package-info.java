/**
 * The program behind {@code ./connwarden}, with one class per subcommand in the package of its name.
 *
 * <p>{@code environment} runs both services with an embedded Kafka and log store. {@code timeline} prints the events of
 * the topics. {@code target} holds the options that name a server. {@code terminal} formats lines. This module neither
 * decides nor signals. Both services run unchanged.
 */
@NullMarked
package io.connwarden.standalone;

import org.jspecify.annotations.NullMarked;
