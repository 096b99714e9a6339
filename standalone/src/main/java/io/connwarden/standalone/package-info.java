/**
 * The program behind {@code ./connwarden}: one class per subcommand, each in the package of its name.
 *
 * <p>{@code stack} runs both services with an embedded Kafka and log store; {@code narration} tells what goes over the
 * topics; {@code target} reads how to reach a server; {@code terminal} shows lines. Nothing here decides or signals:
 * that is the services' own, run unchanged.
 */
@NullMarked
package io.connwarden.standalone;

import org.jspecify.annotations.NullMarked;
