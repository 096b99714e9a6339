/**
 * The application's half of Connwarden: {@link io.connwarden.client.QueryRouter} sends each query the way that suits
 * its type and priority.
 *
 * <p>The front door and the one place where the stages are composed. Everything with a job of its own lives in a
 * package below; Spring lives in the starter, never here.
 *
 * <p>For applications are this package and {@code query}, {@code settings}, {@code status}, {@code pressure}, {@code
 * management}, {@code topics} and {@code micrometer}. What they show keeps its shape within a major version. All other
 * packages are the router's inside: their types are public only for each other and may change at any time.
 */
@NullMarked
package io.connwarden.client;

import org.jspecify.annotations.NullMarked;
