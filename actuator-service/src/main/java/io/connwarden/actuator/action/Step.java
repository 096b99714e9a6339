package io.connwarden.actuator.action;

import io.connwarden.actuator.decision.verdict.Decision;
import io.connwarden.actuator.lane.Look;

/** What a decision comes to. */
sealed interface Step {

    /** Sessions were chosen and the list is frozen. */
    record Act(Rung rung) implements Step {}

    /**
     * Nothing is to be done, or nothing more.
     *
     * @param look what it was decided on
     */
    record End(Decision decision, Look look) implements Step {}
}
