package io.connwarden.doctor;

import io.connwarden.doctor.check.Finding;
import io.connwarden.doctor.remedy.Remedy;
import java.util.List;

/** A finding and the remedies for its missing requirements. */
public record FindingWithRemedies(Finding finding, List<Remedy> remedies) {
    public FindingWithRemedies {
        remedies = List.copyOf(remedies);
    }
}
