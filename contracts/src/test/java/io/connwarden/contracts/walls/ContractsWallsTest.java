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
    void the_module_keeps_its_walls() {
        REAL.everything_rests_on_java_and_json_alone().check(MODULE);
        REAL.only_the_codec_knows_json().check(MODULE);
        REAL.no_public_method_shows_json().check(MODULE);
        REAL.no_public_field_shows_json().allowEmptyShould(true).check(MODULE);
        REAL.assessing_is_arithmetic().check(MODULE);
        REAL.assessing_reads_no_clock().check(MODULE);
    }

    @Test
    void a_log_in_an_assessment_is_noticed() {
        assertThatThrownBy(() -> PLANTED.assessing_is_arithmetic().check(PLANTS))
                .hasMessageContaining("ImpureAssessment")
                .hasMessageContaining("java.util.logging");
    }

    @Test
    void a_clock_in_an_assessment_is_noticed() {
        assertThatThrownBy(() -> PLANTED.assessing_reads_no_clock().check(PLANTS))
                .hasMessageContaining("Instant.now")
                .hasMessageContaining("currentTimeMillis");
    }

    @Test
    void json_in_a_public_signature_is_noticed() {
        assertThatThrownBy(() -> PLANTED.no_public_method_shows_json().check(PLANTS))
                .hasMessageContaining("JsonShowing.tree()");
        assertThatThrownBy(() -> PLANTED.no_public_field_shows_json().check(PLANTS))
                .hasMessageContaining("JsonShowing.tree");
    }

    @Test
    void any_other_library_is_noticed() {
        ContractsWalls tests = new ContractsWalls("io.connwarden.contracts.walls");
        JavaClasses withTests = new ClassFileImporter().importPackages("io.connwarden.contracts.walls");

        assertThatThrownBy(() -> tests.everything_rests_on_java_and_json_alone().check(withTests))
                .hasMessageContaining("com.tngtech.archunit");
        assertThatThrownBy(() -> tests.only_the_codec_knows_json().check(withTests))
                .hasMessageContaining("JsonShowing");
    }
}
