/**
 * Asking Connwarden to look at a target and to act on it, and understanding the answer.
 *
 * <p>{@link io.connwarden.client.management.ConnectionManagement} is what applications use; how a command travels is
 * behind {@link io.connwarden.client.management.ManagementTransport}, so that another way can join.
 */
@NullMarked
package io.connwarden.client.management;

import org.jspecify.annotations.NullMarked;
