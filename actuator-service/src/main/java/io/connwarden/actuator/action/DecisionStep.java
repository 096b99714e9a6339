package io.connwarden.actuator.action;

import io.connwarden.actuator.connection.Sample;
import io.connwarden.actuator.decision.selection.Decision;

/** What a decision comes to. */
sealed interface DecisionStep {

    /** Sessions were chosen and the list is frozen. */
    record Act(Intent intent) implements DecisionStep {}

    /**
     * Nothing is to be done, or nothing more.
     *
     * @param sample what it was decided on
     */
    record End(Decision decision, Sample sample) implements DecisionStep {}
}
