package io.connwarden.doctor.assessment;

import java.util.List;

/**
 * One question and how it came out.
 *
 * @param name what was asked, in a word or two
 * @param reason one sentence, without a full stop
 * @param details further lines, such as one per role
 * @param needs what would cure it; empty when nothing is missing, or nothing can be done
 */
public record Check(String name, Standing standing, String reason, List<String> details, List<Need> needs) {
    public Check {
        details = List.copyOf(details);
        needs = List.copyOf(needs);
    }

    static Check of(String name, Standing standing, String reason, Need... needs) {
        return new Check(name, standing, reason, List.of(), List.of(needs));
    }

    /** A question that got no answer. */
    static Check unanswered(String name, Standing standing, String lack) {
        return of(name, standing, "could not be found out: " + lack);
    }

    Check with(List<String> more) {
        return new Check(name, standing, reason, more, needs);
    }
}
