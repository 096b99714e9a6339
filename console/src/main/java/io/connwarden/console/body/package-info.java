/**
 * The bodies of requests, which are read in a limited time. Without a caller no body is read. Controllers parse the
 * bodies.
 */
@NullMarked
package io.connwarden.console.body;

import org.jspecify.annotations.NullMarked;
