package io.connwarden.actuator.decision.verdict;

import io.connwarden.actuator.decision.situation.Ground;
import java.util.List;
import java.util.Objects;

/** What is to be done, with its reason. Doing nothing has a reason too. */
public sealed interface Decision {

    /** The rule or guard it rests on. */
    Ground ground();

    /** One sentence with figures, for the person who reads it at night. */
    String reason();

    /** Who met a rule and is left alone. */
    List<Spared> spared();

    /**
     * Reclaim these sessions.
     *
     * @param victims at least one, in the order in which to signal them
     * @param dryRun whether to signal nobody and report who would have been
     */
    record Act(Ground ground, String reason, List<Victim> victims, List<Spared> spared, boolean dryRun)
            implements Decision {
        public Act {
            Objects.requireNonNull(ground, "ground");
            Objects.requireNonNull(reason, "reason");
            victims = List.copyOf(victims);
            spared = List.copyOf(spared);
            if (victims.isEmpty()) {
                throw new IllegalArgumentException("Acting on nobody is a Nothing");
            }
        }

        /** Whether a fresh look and a next rung follow. */
        public boolean climbs() {
            return ground == Ground.R1;
        }
    }

    /** It was considered, and there is nothing to do. */
    record Nothing(Ground ground, String reason, List<Spared> spared) implements Decision {
        public Nothing {
            Objects.requireNonNull(ground, "ground");
            Objects.requireNonNull(reason, "reason");
            spared = List.copyOf(spared);
        }
    }

    /** A guard forbids to consider it at all. */
    record Refused(Ground ground, String reason) implements Decision {
        public Refused {
            Objects.requireNonNull(ground, "ground");
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public List<Spared> spared() {
            return List.of();
        }
    }
}
