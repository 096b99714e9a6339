package io.connwarden.sql.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Skips tests that require a missing program. In CI a missing program fails the test. */
final class RequiredProgram {
    private RequiredProgram() {}

    static void assumePresent(boolean present, String program, String debianPackage) {
        String complaint = program + " is missing on this machine: apt-get install " + debianPackage;
        if ("true".equals(System.getenv("CI"))) {
            assertThat(present).as(complaint).isTrue();
        }
        assumeTrue(present, complaint);
    }
}
