package io.connwarden.actuator.decision;

import io.connwarden.actuator.decision.policy.Budget;
import io.connwarden.actuator.decision.policy.BudgetSettings;
import io.connwarden.actuator.decision.policy.EmergencySettings;
import io.connwarden.actuator.decision.policy.Policy;
import io.connwarden.actuator.decision.policy.PolicySettings;
import io.connwarden.actuator.decision.policy.SessionFilterSettings;
import java.util.List;

/** Policies of which a test says only what differs from the standard one. */
public final class PolicyBuilder {
    private PolicyBuilder() {}

    /** Without survivors and with a budget that never ends, for tests about other things. */
    public static Policy generous() {
        return with(settings().survivors(0).budget(100, 100_000));
    }

    public static Policy with(Settings settings) {
        return settings.build().mergedWith(Policy.standard());
    }

    public static Settings settings() {
        return new Settings();
    }

    /** Only the settings that tests need. */
    public static final class Settings {
        private Boolean automatic;
        private Boolean paused;
        private Boolean dryRun;
        private EmergencySettings emergency;
        private BudgetSettings budget;
        private SessionFilterSettings protect;
        private SessionFilterSettings only;
        private Integer survivors;

        public Settings automatic(boolean on) {
            automatic = on;
            return this;
        }

        public Settings paused() {
            paused = true;
            return this;
        }

        public Settings dryRun() {
            dryRun = true;
            return this;
        }

        public Settings emergency(EmergencySettings block) {
            emergency = block;
            return this;
        }

        public Settings budget(double percentage, int perHour) {
            Budget checked = new Budget(percentage, perHour);
            budget = new BudgetSettings(checked.sessionsPercentage(), checked.terminationsPerHour());
            return this;
        }

        public Settings protectApplications(String... patterns) {
            protect = new SessionFilterSettings(null, List.of(patterns), null, null);
            return this;
        }

        public Settings onlyUsers(String... patterns) {
            only = new SessionFilterSettings(List.of(patterns), null, null, null);
            return this;
        }

        public Settings survivors(int count) {
            survivors = count;
            return this;
        }

        public PolicySettings build() {
            return new PolicySettings(
                    automatic, paused, dryRun, null, emergency, null, null, null, null, budget, protect, only,
                    survivors);
        }
    }
}
