/**
 * The benchmark of reclaiming: the time from the idle limit to the end of the sessions, beside a plain loop.
 *
 * <p>The programs run the services unchanged and observe them from outside. This package must not depend on their
 * internals.
 */
@NullMarked
package io.connwarden.benchmarks.reclaim;

import org.jspecify.annotations.NullMarked;
