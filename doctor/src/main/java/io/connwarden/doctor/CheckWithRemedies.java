package io.connwarden.doctor;

import io.connwarden.doctor.check.CheckResult;
import io.connwarden.doctor.remedy.Remedy;
import java.util.List;

/** A check result and the remedies for its missing requirements. */
public record CheckWithRemedies(CheckResult result, List<Remedy> remedies) {
    public CheckWithRemedies {
        remedies = List.copyOf(remedies);
    }
}
