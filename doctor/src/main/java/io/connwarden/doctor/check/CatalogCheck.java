package io.connwarden.doctor.check;

import io.connwarden.doctor.reading.ConnectionReading;
import io.connwarden.doctor.reading.Readings;
import java.util.List;

/** The check of the privileges on the system catalog, which a hardened server may have revoked from PUBLIC. */
final class CatalogCheck implements Check {
    private static final String NAME = "catalog";

    @Override
    public Finding evaluate(Readings readings) {
        return readings.role()
                .missingOnCatalog()
                .value()
                .map(missing -> evaluate(missing, readings))
                .orElseGet(() -> Finding.failed(
                        NAME,
                        Severity.WARNING,
                        readings.role().missingOnCatalog().failureReason()));
    }

    private static Finding evaluate(List<String> missing, Readings readings) {
        if (missing.isEmpty()) {
            return Finding.of(NAME, Severity.OK, "every object of the system catalog that is needed is readable");
        }
        String role = readings.connection() instanceof ConnectionReading.ReserveRole reserve
                ? reserve.reserveRole()
                : readings.target().role();
        return new Finding(
                NAME,
                Severity.ERROR,
                "role " + role + " lacks privileges on the system catalog that every role has by default",
                List.of(),
                missing.stream()
                        .map(privilege -> (MissingRequirement) new MissingRequirement.CatalogPrivilege(
                                role, privilege, readings.target().database()))
                        .toList());
    }
}
