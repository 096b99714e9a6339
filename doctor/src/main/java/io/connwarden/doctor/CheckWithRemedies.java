package io.connwarden.doctor;

import io.connwarden.doctor.check.CheckResult;
import io.connwarden.doctor.remedy.Remedy;
import java.util.List;

/** A check, and what to do about it. */
public record CheckWithRemedies(CheckResult result, List<Remedy> remedies) {
    public CheckWithRemedies {
        remedies = List.copyOf(remedies);
    }
}
