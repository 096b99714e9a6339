/**
 * Internal. The data source of a router.
 *
 * <p>It creates calls and connections of the lanes; the rules of permits, retries and deadlines do not belong here.
 */
@NullMarked
package io.connwarden.client.datasource;

import org.jspecify.annotations.NullMarked;
