/**
 * Reads the one configuration file that both services share, and says in one sentence what is wrong in it.
 *
 * <p>{@link io.connwarden.configuration.ConfigurationReader} is the entry. A wrong value and a key that nobody knows
 * stop the start: a misspelt guard would be no guard. Blocks that belong to one service are records of that service;
 * only what both read (targets, thresholds, topics) is described here. Nothing here connects to anything.
 */
@NullMarked
package io.connwarden.configuration;

import org.jspecify.annotations.NullMarked;
