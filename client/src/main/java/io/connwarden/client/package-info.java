/**
 * The client of Connwarden for applications. {@link io.connwarden.client.QueryRouter} runs each query on the lane of
 * its type and priority.
 *
 * <p>This package contains the public entry point and the composition of the stages. The stages live in the packages
 * below. Spring lives in the starter, never here.
 *
 * <p>The public packages are this one and {@code query}, {@code settings}, {@code status}, {@code throttle}, {@code
 * management}, {@code topics} and {@code micrometer}. The API of these packages is stable within a major version. All
 * other packages are internal. Their types are public only for each other and may change at any time.
 */
@NullMarked
package io.connwarden.client;

import org.jspecify.annotations.NullMarked;
