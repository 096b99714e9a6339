package io.connwarden.console.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextCursor the cursor of the next page; null on the last one
 */
record Page<T>(List<T> items, @Nullable String nextCursor) {}
