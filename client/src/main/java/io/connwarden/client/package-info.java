/**
 * The application's half of Connwarden: {@link io.connwarden.client.QueryRouter} sends each query the way that suits
 * its type and priority.
 *
 * <p>The front door and the one place where the stages are composed. Everything with a job of its own lives in a
 * package below; Spring lives in the starter, never here.
 */
@NullMarked
package io.connwarden.client;

import org.jspecify.annotations.NullMarked;
