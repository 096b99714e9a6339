/**
 * The benchmark of commands: the time from a command on Kafka to its result.
 *
 * <p>It runs the services unchanged. This package must not depend on their internals.
 */
@NullMarked
package io.connwarden.benchmarks.command;

import org.jspecify.annotations.NullMarked;
