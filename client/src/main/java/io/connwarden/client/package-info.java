/**
 * The client of Connwarden for applications. {@link io.connwarden.client.QueryRouter} runs each query on the lane of
 * its type and priority.
 *
 * <p>This package contains the public entry point and the composition of the stages. The stages live in the packages
 * below. Spring lives in the starter, never here.
 *
 * <p>For applications are this package and {@code query}, {@code settings}, {@code status}, {@code throttle}, {@code
 * management}, {@code topics} and {@code micrometer}. What they show keeps its shape within a major version. All other
 * packages are the router's inside: their types are public only for each other and may change at any time.
 */
@NullMarked
package io.connwarden.client;

import org.jspecify.annotations.NullMarked;
