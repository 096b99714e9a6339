package io.connwarden.actuator.decision.oracle;

import io.connwarden.actuator.decision.TestPolicies;
import io.connwarden.actuator.decision.policy.Policy;

/** The policies of the compared decisions: the documented defaults, with all rules enabled to act. */
final class OraclePolicies {
    static final Policy DEFAULTS = TestPolicies.acting();

    private OraclePolicies() {}

    /** Returns the defaults with settings such as {@code budget.sessions-percentage=40}. */
    static Policy with(String... settings) {
        return TestPolicies.policyOver(DEFAULTS, settings);
    }
}
