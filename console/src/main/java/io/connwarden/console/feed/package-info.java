/** The consumers of the topics, which fill the view and the stream. */
@NullMarked
package io.connwarden.console.feed;

import org.jspecify.annotations.NullMarked;
