package io.connwarden.actuator.alerting;

/** What a sign means to one kind of alert. */
public sealed interface AlertEvaluation {

    /** It says nothing about it, for better or worse. */
    record NotApplicable() implements AlertEvaluation {}

    /**
     * It speaks for the alert.
     *
     * @param summary one line, readable on a phone, beginning with the target
     * @param description what else to know, and what to do
     */
    record Firing(String summary, String description) implements AlertEvaluation {}

    /**
     * It speaks against the alert.
     *
     * @param summary one line saying how it is now
     * @param resolvesImmediately whether this sign alone ends the alert
     */
    record Clear(String summary, boolean resolvesImmediately) implements AlertEvaluation {}

    static AlertEvaluation notApplicable() {
        return new NotApplicable();
    }

    static AlertEvaluation clear(String summary) {
        return new Clear(summary, false);
    }

    static AlertEvaluation clearImmediately(String summary) {
        return new Clear(summary, true);
    }
}
