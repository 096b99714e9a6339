package io.connwarden.actuator.alerting;

/** What a sign means to one kind of alert. */
public sealed interface Judgement {

    /** It says nothing about it, for better or worse. */
    record Silent() implements Judgement {}

    /**
     * It speaks for the alert.
     *
     * @param summary one line, readable on a phone, beginning with the target
     * @param description what else to know, and what to do
     */
    record Bad(String summary, String description) implements Judgement {}

    /**
     * It speaks against the alert.
     *
     * @param summary one line saying how it is now
     * @param settled whether this sign alone ends the alert
     */
    record Good(String summary, boolean settled) implements Judgement {}

    static Judgement silent() {
        return new Silent();
    }

    static Judgement better(String summary) {
        return new Good(summary, false);
    }

    static Judgement settled(String summary) {
        return new Good(summary, true);
    }
}
