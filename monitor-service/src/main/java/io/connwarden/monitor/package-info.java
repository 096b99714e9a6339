/**
 * The monitor: looks at every configured target and tells Kafka what it saw. It only reads; it holds no means to end a
 * session, and its database role needs none.
 *
 * <p>The folders are the pipeline, read in order: {@code config}, {@code sampling}, {@code publishing}; {@code wiring}
 * puts them together. Here lives only the start.
 */
@NullMarked
package io.connwarden.monitor;

import org.jspecify.annotations.NullMarked;
