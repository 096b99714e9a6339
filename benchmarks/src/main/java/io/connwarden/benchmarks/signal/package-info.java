/**
 * The benchmark of signals: the statement of a chunk beside a statement for each session.
 *
 * <p>It runs the statement of module {@code sql} unchanged, without the services.
 */
@NullMarked
package io.connwarden.benchmarks.signal;

import org.jspecify.annotations.NullMarked;
