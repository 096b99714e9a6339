package io.connwarden.doctor;

import io.connwarden.doctor.assessment.Check;
import io.connwarden.doctor.remedy.Remedy;
import java.util.List;

/** A check, and what to do about it. */
public record Advised(Check check, List<Remedy> remedies) {
    public Advised {
        remedies = List.copyOf(remedies);
    }
}
