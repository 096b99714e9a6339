package io.connwarden.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.failsafe.RetryPolicy;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The package in which each library may be used. */
class ClientWallsTest {
    private static final JavaClasses CLIENT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.connwarden.client");
    private static final JavaClasses PLANTED = new ClassFileImporter().importClasses(Planted.class);

    private static final ArchRule NO_JSON = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tools.jackson..", "com.fasterxml..", "com.networknt..");
    private static final ArchRule RETRY_LIBRARY_INSIDE =
            onlyIn("dev.failsafe..", "io.connwarden.client", "io.connwarden.client.retry", "io.connwarden.client.lane");
    private static final ArchRule POOL_INSIDE = onlyIn("com.zaxxer.hikari..", "io.connwarden.client.lane");
    private static final ArchRule KAFKA_IN_TOPICS = onlyIn("org.apache.kafka..", "io.connwarden.client.topics");
    private static final ArchRule METERS_IN_MICROMETER = onlyIn("io.micrometer..", "io.connwarden.client.micrometer");

    private static ArchRule onlyIn(String library, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    @Test
    void json_libraries_are_used_only_inside_contracts() {
        NO_JSON.check(CLIENT);
        assertThatThrownBy(() -> NO_JSON.check(PLANTED)).isInstanceOf(AssertionError.class);
    }

    @Test
    void each_library_is_used_in_its_own_package_only() {
        RETRY_LIBRARY_INSIDE.check(CLIENT);
        POOL_INSIDE.check(CLIENT);
        KAFKA_IN_TOPICS.check(CLIENT);
        METERS_IN_MICROMETER.check(CLIENT);
        ArchRule elsewhere = onlyIn("dev.failsafe..", "io.connwarden.client.retry");
        assertThatThrownBy(() -> elsewhere.check(PLANTED)).isInstanceOf(AssertionError.class);
    }

    @Test
    void no_public_type_exposes_a_type_of_the_pool_or_the_retry_library() {
        ArchRule shown = classes()
                .that()
                .arePublic()
                .and()
                .resideInAnyPackage(
                        "io.connwarden.client",
                        "io.connwarden.client.query",
                        "io.connwarden.client.settings",
                        "io.connwarden.client.status",
                        "io.connwarden.client.health",
                        "io.connwarden.client.management")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("com.zaxxer..", "dev.failsafe..", "org.apache.kafka..", "org.postgresql..");
        shown.check(CLIENT);
    }

    /** A violation on purpose. */
    interface Planted {
        JsonNode json();

        RetryPolicy<Object> policy();
    }
}
