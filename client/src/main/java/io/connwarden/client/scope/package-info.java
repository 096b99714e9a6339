/**
 * Internal. The scope of a unit of work: one call over all connections that its thread acquires from the data source of
 * the router.
 *
 * <p>Connections and lanes do not belong here.
 */
@NullMarked
package io.connwarden.client.scope;

import org.jspecify.annotations.NullMarked;
