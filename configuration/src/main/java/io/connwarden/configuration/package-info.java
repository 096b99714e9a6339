/**
 * Reads the configuration file that both services share and reports every error in one sentence.
 *
 * <p>{@link io.connwarden.configuration.ConfigurationReader} is the entry point. An invalid value or an unknown key
 * stops the start, because a misspelt guard protects nothing. Blocks of one service are records of that service. Only
 * the shared blocks (targets, thresholds, topics) are defined here. Nothing here opens a connection.
 */
@NullMarked
package io.connwarden.configuration;

import org.jspecify.annotations.NullMarked;
