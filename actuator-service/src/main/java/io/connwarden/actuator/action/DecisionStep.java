package io.connwarden.actuator.action;

import io.connwarden.actuator.connection.Sample;
import io.connwarden.actuator.decision.selection.Decision;

/** The result of a decision. */
sealed interface DecisionStep {

    /** Sessions were selected and the intent is written. */
    record Act(Intent intent) implements DecisionStep {}

    /**
     * No session was selected.
     *
     * @param sample the sample of the decision
     */
    record End(Decision decision, Sample sample) implements DecisionStep {}
}
