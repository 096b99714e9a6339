package io.connwarden.actuator.decision.policy;

import io.connwarden.actuator.decision.situation.Session;
import io.connwarden.contracts.value.Checks;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The policy of one target: which actions are allowed, and when. The thresholds of the status belong to a situation,
 * not to the policy.
 *
 * @param mode the mode of every rule without its own mode
 * @param modes the modes of single rules
 * @param overrides the modes and ages of some sessions; the first that matches a session applies to it
 * @param paused true to reject every action (G2)
 * @param dryRun true to make every action a dry run, which sends no signal
 * @param healthMaxAge an older health event leads to no action; 30 s to 1 h
 * @param exclude protected sessions (G5)
 * @param include the only unprotected sessions (G5); an empty list restricts nothing
 * @param listeners application names of programs that LISTEN; their sessions are protected (G5)
 * @param survivorsPerApplication number of idle sessions that every application keeps (G6); 0 to 1000
 * @param reclaimMaintenance true to let rules end commands with a progress view, such as CREATE INDEX, VACUUM or COPY
 * @param approval the plans of rules in mode {@code ask}
 */
public record Policy(
        Mode mode,
        RuleModes modes,
        List<PolicyOverride> overrides,
        boolean paused,
        boolean dryRun,
        Duration healthMaxAge,
        Emergency emergency,
        IdleCleanup zombieCleanup,
        IdleCleanup gentleCleanup,
        StuckTransactions stuckTransactions,
        Cooldown cooldown,
        Budget budget,
        SessionFilter exclude,
        SessionFilter include,
        List<Glob> listeners,
        int survivorsPerApplication,
        boolean reclaimMaintenance,
        Approval approval) {
    /** The maximum of every age in a policy. */
    static final Duration MAX_AGE = Duration.ofDays(365);

    /** @throws IllegalArgumentException with the key, the allowed range, and the value */
    public Policy {
        Objects.requireNonNull(mode, "mode");
        // The reader of a configuration passes null for a block that is missing.
        modes = Objects.requireNonNullElse(modes, RuleModes.NONE);
        overrides = List.copyOf(overrides);
        Checks.requireInRange("health-max-age", healthMaxAge, Duration.ofSeconds(30), Duration.ofHours(1));
        Objects.requireNonNull(emergency, "emergency");
        Objects.requireNonNull(zombieCleanup, "zombieCleanup");
        Objects.requireNonNull(gentleCleanup, "gentleCleanup");
        Objects.requireNonNull(stuckTransactions, "stuckTransactions");
        Objects.requireNonNull(cooldown, "cooldown");
        Objects.requireNonNull(budget, "budget");
        Objects.requireNonNull(exclude, "exclude");
        Objects.requireNonNull(include, "include");
        Objects.requireNonNull(approval, "approval");
        listeners = List.copyOf(listeners);
        Checks.requireInRange("survivors-per-application", survivorsPerApplication, 0, 1000);
    }

    /** Returns the default policy. */
    public static Policy defaults() {
        return builder().build();
    }

    /** Returns a builder that holds the default values. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the policy with the ages that apply to one session. */
    public Policy forSession(Session session) {
        return PolicyOverride.firstMatch(overrides, session)
                .map(override -> override.over(this))
                .orElse(this);
    }

    public EffectiveModes effectiveModes() {
        return new EffectiveModes(mode, modes, overrides);
    }

    /** Returns the policy with other settings of the rules. */
    Policy with(
            Emergency otherEmergency,
            IdleCleanup otherZombieCleanup,
            IdleCleanup otherGentleCleanup,
            StuckTransactions otherStuckTransactions) {
        return new Policy(
                mode,
                modes,
                overrides,
                paused,
                dryRun,
                healthMaxAge,
                otherEmergency,
                otherZombieCleanup,
                otherGentleCleanup,
                otherStuckTransactions,
                cooldown,
                budget,
                exclude,
                include,
                listeners,
                survivorsPerApplication,
                reclaimMaintenance,
                approval);
    }

    /** The builder of a policy. A value that is not set has its default. */
    public static final class Builder {
        private Mode mode = Mode.WATCH;
        private RuleModes modes = RuleModes.NONE;
        private List<PolicyOverride> overrides = List.of();
        private boolean paused;
        private boolean dryRun;
        private Duration healthMaxAge = Duration.ofMinutes(1);
        private Emergency emergency = Emergency.defaults();
        private IdleCleanup zombieCleanup = new IdleCleanup(Duration.ofMinutes(10), 15);
        private IdleCleanup gentleCleanup = new IdleCleanup(Duration.ofMinutes(15), 5);
        private StuckTransactions stuckTransactions =
                new StuckTransactions(Duration.ofMinutes(5), Duration.ofMinutes(1), 5);
        private Cooldown cooldown = new Cooldown(Duration.ofSeconds(60), Duration.ofSeconds(10));
        private Budget budget = new Budget(40, 200, 100, 200);
        private SessionFilter exclude = SessionFilter.empty();
        private SessionFilter include = SessionFilter.empty();
        private List<Glob> listeners = KnownListeners.PATTERNS;
        private int survivorsPerApplication = 2;
        private boolean reclaimMaintenance;
        private Approval approval = Approval.defaults();

        private Builder() {}

        public Builder mode(Mode mode) {
            this.mode = mode;
            return this;
        }

        public Builder modes(RuleModes modes) {
            this.modes = modes;
            return this;
        }

        public Builder overrides(List<PolicyOverride> overrides) {
            this.overrides = overrides;
            return this;
        }

        public Builder paused(boolean paused) {
            this.paused = paused;
            return this;
        }

        public Builder dryRun(boolean dryRun) {
            this.dryRun = dryRun;
            return this;
        }

        public Builder healthMaxAge(Duration healthMaxAge) {
            this.healthMaxAge = healthMaxAge;
            return this;
        }

        public Builder emergency(Emergency emergency) {
            this.emergency = emergency;
            return this;
        }

        public Builder zombieCleanup(IdleCleanup zombieCleanup) {
            this.zombieCleanup = zombieCleanup;
            return this;
        }

        public Builder gentleCleanup(IdleCleanup gentleCleanup) {
            this.gentleCleanup = gentleCleanup;
            return this;
        }

        public Builder stuckTransactions(StuckTransactions stuckTransactions) {
            this.stuckTransactions = stuckTransactions;
            return this;
        }

        public Builder cooldown(Cooldown cooldown) {
            this.cooldown = cooldown;
            return this;
        }

        public Builder budget(Budget budget) {
            this.budget = budget;
            return this;
        }

        public Builder exclude(SessionFilter exclude) {
            this.exclude = exclude;
            return this;
        }

        public Builder include(SessionFilter include) {
            this.include = include;
            return this;
        }

        public Builder listeners(List<Glob> listeners) {
            this.listeners = listeners;
            return this;
        }

        public Builder survivorsPerApplication(int survivorsPerApplication) {
            this.survivorsPerApplication = survivorsPerApplication;
            return this;
        }

        public Builder reclaimMaintenance(boolean reclaimMaintenance) {
            this.reclaimMaintenance = reclaimMaintenance;
            return this;
        }

        public Builder approval(Approval approval) {
            this.approval = approval;
            return this;
        }

        /**
         * Returns the policy.
         *
         * @throws IllegalArgumentException if a value is out of range
         */
        public Policy build() {
            return new Policy(
                    mode,
                    modes,
                    overrides,
                    paused,
                    dryRun,
                    healthMaxAge,
                    emergency,
                    zombieCleanup,
                    gentleCleanup,
                    stuckTransactions,
                    cooldown,
                    budget,
                    exclude,
                    include,
                    listeners,
                    survivorsPerApplication,
                    reclaimMaintenance,
                    approval);
        }
    }
}
