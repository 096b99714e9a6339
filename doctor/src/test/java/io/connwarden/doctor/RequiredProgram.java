package io.connwarden.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The condition of tests that need an installed program. A test without it is skipped, and fails in CI. */
final class RequiredProgram {
    private RequiredProgram() {}

    static void check(boolean present, String program, String debianPackage) {
        String message = program + " is missing on this machine: apt-get install " + debianPackage;
        if ("true".equals(System.getenv("CI"))) {
            assertThat(present).as(message).isTrue();
        }
        assumeTrue(present, message);
    }
}
