package io.connwarden.actuator.decision;

import io.connwarden.actuator.config.PolicyReader;
import io.connwarden.actuator.decision.policy.Mode;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.configuration.ConfigurationReader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Policies that act, and differ from the default policy in the given settings, written as in a configuration file. */
public final class TestPolicies {
    private TestPolicies() {}

    /** Returns a policy without survivors and with a budget that no test exhausts. */
    public static Policy generous() {
        return policy(
                "survivors-per-application=0", "budget.sessions-percentage=100", "budget.terminations-per-hour=100000");
    }

    /** Returns the default policy with mode {@code act}. */
    public static Policy acting() {
        return Policy.builder().mode(Mode.ACT).build();
    }

    /** Returns the acting policy with settings such as {@code budget.sessions-percentage=40}. */
    public static Policy policy(String... settings) {
        return policyOver(acting(), settings);
    }

    /** Returns the base with the settings of a target over it. */
    public static Policy policyOver(Policy base, String... settings) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String setting : settings) {
            String[] keyAndValue = setting.split("=", 2);
            properties.put("p." + keyAndValue[0], keyAndValue[1]);
        }
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        return new PolicyReader(new ConfigurationReader(environment)).read("p", base);
    }
}
