package io.connwarden.actuator.action;

import io.connwarden.actuator.connection.Sample;
import io.connwarden.actuator.decision.selection.Decision;

/** A decision on one step, with the committed intent if there are victims. */
sealed interface StageDecision {

    /** A decision with selected sessions; the intent is written. */
    record WithAction(Intent intent) implements StageDecision {}

    /**
     * A decision without a selected session.
     *
     * @param sample the sample of the decision
     */
    record WithoutAction(Decision decision, Sample sample) implements StageDecision {}

    /** A sample that became too old before the log store answered. The decision needs a new sample. */
    record SampleTooOld() implements StageDecision {}
}
