package io.connwarden.actuator.decision.selection;

import io.connwarden.contracts.RuleId;
import java.util.List;
import java.util.Objects;

/** What is to be done, with its reason. Doing nothing has a reason too. */
public sealed interface Decision {

    /** The rule or guard it rests on. */
    RuleId ruleId();

    /** One sentence with figures, for the person who reads it at night. */
    String reason();

    /** Who met a rule and is left alone. */
    List<SparedSession> spared();

    /**
     * Reclaim these sessions.
     *
     * @param victims at least one, in the order in which to signal them
     * @param dryRun whether to signal nobody and report who would have been
     */
    record Act(RuleId ruleId, String reason, List<Victim> victims, List<SparedSession> spared, boolean dryRun)
            implements Decision {
        public Act {
            Objects.requireNonNull(ruleId, "ground");
            Objects.requireNonNull(reason, "reason");
            victims = List.copyOf(victims);
            spared = List.copyOf(spared);
            if (victims.isEmpty()) {
                throw new IllegalArgumentException("Acting on nobody is a Nothing");
            }
        }

        /** Whether a fresh look and a next rung follow. */
        public boolean climbs() {
            return ruleId == RuleId.R1;
        }
    }

    /** It was considered, and there is nothing to do. */
    record NoAction(RuleId ruleId, String reason, List<SparedSession> spared) implements Decision {
        public NoAction {
            Objects.requireNonNull(ruleId, "ground");
            Objects.requireNonNull(reason, "reason");
            spared = List.copyOf(spared);
        }
    }

    /** A guard forbids to consider it at all. */
    record Rejected(RuleId ruleId, String reason) implements Decision {
        public Rejected {
            Objects.requireNonNull(ruleId, "ground");
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public List<SparedSession> spared() {
            return List.of();
        }
    }
}
