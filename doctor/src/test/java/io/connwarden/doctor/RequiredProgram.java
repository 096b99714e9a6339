package io.connwarden.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Tests that need a program of the machine: skipped where it is missing, except in CI, which must have it. */
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
