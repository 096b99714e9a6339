package io.connwarden.contracts.walls;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ContractsWallsTest {
    private static final ContractsWalls REAL = new ContractsWalls("io.connwarden.contracts");
    private static final ContractsWalls PLANTED = new ContractsWalls("io.connwarden.contracts.walls.planted");

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.connwarden.contracts");
    private static final JavaClasses PLANTS =
            new ClassFileImporter().importPackages("io.connwarden.contracts.walls.planted");

    @Test
    void the_module_respects_its_walls() {
        REAL.the_module_depends_on_java_and_json_only().check(MODULE);
        REAL.only_the_codec_depends_on_json().check(MODULE);
        REAL.no_public_method_exposes_json().check(MODULE);
        REAL.no_public_field_exposes_json().allowEmptyShould(true).check(MODULE);
        REAL.assessment_depends_on_messages_and_java_only().check(MODULE);
        REAL.assessment_reads_no_clock().check(MODULE);
    }

    @Test
    void logging_in_an_assessment_is_detected() {
        assertThatThrownBy(() ->
                        PLANTED.assessment_depends_on_messages_and_java_only().check(PLANTS))
                .hasMessageContaining("ImpureAssessment")
                .hasMessageContaining("java.util.logging");
    }

    @Test
    void a_clock_in_an_assessment_is_detected() {
        assertThatThrownBy(() -> PLANTED.assessment_reads_no_clock().check(PLANTS))
                .hasMessageContaining("Instant.now")
                .hasMessageContaining("currentTimeMillis");
    }

    @Test
    void json_types_in_a_public_signature_are_detected() {
        assertThatThrownBy(() -> PLANTED.no_public_method_exposes_json().check(PLANTS))
                .hasMessageContaining("JsonInPublicApi.tree()");
        assertThatThrownBy(() -> PLANTED.no_public_field_exposes_json().check(PLANTS))
                .hasMessageContaining("JsonInPublicApi.tree");
    }

    @Test
    void a_dependency_on_another_library_is_detected() {
        ContractsWalls tests = new ContractsWalls("io.connwarden.contracts.walls");
        JavaClasses withTests = new ClassFileImporter().importPackages("io.connwarden.contracts.walls");

        assertThatThrownBy(
                        () -> tests.the_module_depends_on_java_and_json_only().check(withTests))
                .hasMessageContaining("com.tngtech.archunit");
        assertThatThrownBy(() -> tests.only_the_codec_depends_on_json().check(withTests))
                .hasMessageContaining("JsonInPublicApi");
    }
}
