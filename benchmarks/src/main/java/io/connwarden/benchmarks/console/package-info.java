/**
 * The benchmark of the console with many targets and viewers: the memory of the kept samples, and the processor time of
 * streams and reads. The console runs in a process of its own.
 */
@NullMarked
package io.connwarden.benchmarks.console;

import org.jspecify.annotations.NullMarked;
