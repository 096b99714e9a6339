package io.connwarden.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The condition of tests that need an installed program. A test without it is skipped, and fails in CI. */
public final class RequiredProgram {
    private RequiredProgram() {}

    public static void check(boolean present, String program, String debianPackage) {
        String message = program + " is missing on this machine: apt-get install " + debianPackage;
        if ("true".equals(System.getenv("CI"))) {
            assertTrue(present, message);
        }
        assumeTrue(present, message);
    }
}
