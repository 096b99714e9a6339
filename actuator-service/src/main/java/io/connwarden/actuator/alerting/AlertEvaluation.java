package io.connwarden.actuator.alerting;

/** The evaluation of an input by one kind of alert. */
sealed interface AlertEvaluation {

    /** The input changes nothing. */
    record NotApplicable() implements AlertEvaluation {}

    /**
     * The condition of the alert holds.
     *
     * @param summary one line that begins with the target
     * @param description details and advice
     * @param firesImmediately true if this evaluation alone fires the alert, whatever its kind
     */
    record Firing(String summary, String description, boolean firesImmediately) implements AlertEvaluation {}

    /**
     * The condition of the alert does not hold.
     *
     * @param summary one line that begins with the target
     * @param description empty; or, if the alert ends without a check of its condition, the reason
     * @param resolvesImmediately true if this evaluation alone resolves the alert
     */
    record Clear(String summary, String description, boolean resolvesImmediately) implements AlertEvaluation {}

    static AlertEvaluation notApplicable() {
        return new NotApplicable();
    }

    static AlertEvaluation firing(String summary, String description) {
        return new Firing(summary, description, false);
    }

    static AlertEvaluation firingImmediately(String summary, String description) {
        return new Firing(summary, description, true);
    }

    static AlertEvaluation clear(String summary) {
        return new Clear(summary, "", false);
    }

    static AlertEvaluation clearImmediately(String summary) {
        return new Clear(summary, "", true);
    }

    /** Ends the alerts of a target that is not watched any more. Their conditions are not checked. */
    static AlertEvaluation unwatched(String target) {
        return new Clear(
                target + ": no longer watched; its state is unknown",
                "The alert is closed, but its cause may continue: no actuator has the target '" + target
                        + "' in its configuration.",
                true);
    }
}
