package io.connwarden.actuator.decision.selection;

import io.connwarden.contracts.message.RuleId;
import java.util.List;
import java.util.Objects;

/** A decision with its reason. A decision for no action has a reason too. */
public sealed interface Decision {

    /** Returns the rule or guard that determined the decision. */
    RuleId ruleId();

    /** Returns the reason, one sentence with counts. */
    String reason();

    /** Returns the candidates that no signal is sent to. */
    List<SparedSession> spared();

    /**
     * The action to reclaim sessions.
     *
     * @param victims at least one, in the order of the signals
     * @param dryRun true to report the victims and send no signal
     */
    record Act(RuleId ruleId, String reason, List<Victim> victims, List<SparedSession> spared, boolean dryRun)
            implements Decision {
        public Act {
            Objects.requireNonNull(ruleId, "ruleId");
            Objects.requireNonNull(reason, "reason");
            victims = List.copyOf(victims);
            spared = List.copyOf(spared);
            if (victims.isEmpty()) {
                throw new IllegalArgumentException(
                        "victims must contain at least one session, was empty; decide NoAction without a victim");
            }
        }
    }

    /**
     * The plan of an action that waits for approval.
     *
     * @param victims at least one, in the order of the signals
     * @param scope the role or database with the CONNECTION LIMIT of the plan; empty for the whole server
     */
    record Ask(RuleId ruleId, String reason, List<Victim> victims, List<SparedSession> spared, String scope)
            implements Decision {
        public Ask {
            Objects.requireNonNull(ruleId, "ruleId");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(scope, "scope");
            victims = List.copyOf(victims);
            spared = List.copyOf(spared);
            if (victims.isEmpty()) {
                throw new IllegalArgumentException(
                        "victims must contain at least one session, was empty; decide NoAction without a victim");
            }
        }

        /** Returns the dry run that reports the plan. */
        public Act asDryRun() {
            return new Act(ruleId, reason, victims, spared, true);
        }
    }

    /** The decision for no action, after all rules were evaluated. */
    record NoAction(RuleId ruleId, String reason, List<SparedSession> spared) implements Decision {
        public NoAction {
            Objects.requireNonNull(ruleId, "ruleId");
            Objects.requireNonNull(reason, "reason");
            spared = List.copyOf(spared);
        }
    }

    /** A guard rejects the action. */
    record Rejected(RuleId ruleId, String reason) implements Decision {
        public Rejected {
            Objects.requireNonNull(ruleId, "ruleId");
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public List<SparedSession> spared() {
            return List.of();
        }
    }
}
