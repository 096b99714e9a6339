package io.connwarden.actuator.action;

import io.connwarden.actuator.connection.Sample;
import io.connwarden.actuator.decision.selection.Decision;

/** A decision on one step, with the committed intent if there are victims. */
sealed interface StageDecision {

    /** Sessions were selected and the intent is written. */
    record Act(Intent intent) implements StageDecision {}

    /**
     * No session was selected.
     *
     * @param sample the sample of the decision
     */
    record WithoutAction(Decision decision, Sample sample) implements StageDecision {}
}
