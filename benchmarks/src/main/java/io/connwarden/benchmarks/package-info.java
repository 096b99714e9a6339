/**
 * The benchmarks behind the figures of the documentation. Each package below is a program, and prints ratios where two
 * programs are compared. This package has what the programs share.
 */
@NullMarked
package io.connwarden.benchmarks;

import org.jspecify.annotations.NullMarked;
