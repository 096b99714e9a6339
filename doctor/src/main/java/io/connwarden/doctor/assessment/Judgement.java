package io.connwarden.doctor.assessment;

import io.connwarden.doctor.finding.Admission;
import io.connwarden.doctor.finding.Findings;
import java.util.List;

/** All questions in the order in which they are told. Pure and immutable. */
public final class Judgement {
    private static final List<Question> QUESTIONS = List.of(
            new Entrance(),
            new Directness(),
            new Version(),
            new Replication(),
            new Visibility(),
            new Reach(),
            new Slots(),
            new LaneHolds(),
            new Reserve(),
            new RoleLimits(),
            new Timeouts(),
            new Clocks());

    private Judgement() {}

    /** The checks; of a server that let nobody in, the entrance alone. */
    public static List<Check> of(Findings findings) {
        if (findings.admission() instanceof Admission.ShutOut) {
            return List.of(new Entrance().judge(findings));
        }
        return QUESTIONS.stream().map(question -> question.judge(findings)).toList();
    }
}
