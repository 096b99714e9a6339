/**
 * What the router has done and is doing, as an application sees it.
 *
 * <p>Values only, and the interface of those who want to be told. The counting is done elsewhere.
 */
@NullMarked
package io.connwarden.client.status;

import org.jspecify.annotations.NullMarked;
