/**
 * The policy of a target: the settings of rules and guards. Each constructor validates its values, so an existing
 * policy is valid. The names of the components are the configuration keys.
 */
@NullMarked
package io.connwarden.actuator.decision.policy;

import org.jspecify.annotations.NullMarked;
