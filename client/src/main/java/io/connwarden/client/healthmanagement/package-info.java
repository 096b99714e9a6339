/**
 * Internal. The health management of a router: the health poller and the requests for automatic management.
 */
@NullMarked
package io.connwarden.client.healthmanagement;

import org.jspecify.annotations.NullMarked;
