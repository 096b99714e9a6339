package io.connwarden.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WallsTest {
    private static final String HOUSE = "io.connwarden";
    private static final String PLANTED = "io.connwarden.house.planted";

    private static final JavaClasses THE_HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(HOUSE);
    private static final JavaClasses THE_PLANTED_HOUSE = new ClassFileImporter().importPackages(PLANTED);

    @ParameterizedTest(name = "{0}")
    @MethodSource("house")
    void a_wall_holds(String name, ArchRule wall) {
        assertThat(THE_HOUSE).isNotEmpty();
        wall.allowEmptyShould(false).check(THE_HOUSE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("planted")
    void a_wall_reports_its_planted_violation(String name, ArchRule wall) {
        assertThatThrownBy(() -> wall.check(THE_PLANTED_HOUSE)).isInstanceOf(AssertionError.class);
    }

    static Stream<Arguments> house() {
        return walls(new Walls(HOUSE));
    }

    static Stream<Arguments> planted() {
        return walls(new Walls(PLANTED));
    }

    private static Stream<Arguments> walls(Walls walls) {
        return Stream.of(
                Arguments.of("contracts import none of ours", walls.contracts_import_none_of_ours()),
                Arguments.of("sql imports only contracts", walls.sql_imports_nothing_of_ours_but_contracts()),
                Arguments.of("doctor imports only contracts and sql", walls.doctor_imports_only_what_lies_below_it()),
                Arguments.of("monitor imports no other service", walls.monitor_imports_no_other_service()),
                Arguments.of("actuator imports no other service", walls.actuator_imports_no_other_service()),
                Arguments.of("client imports no service", walls.client_imports_no_service()),
                Arguments.of("client knows no spring", walls.client_knows_no_spring()),
                Arguments.of("deciding and assessing are pure", walls.deciding_and_assessing_are_pure()),
                Arguments.of("deciding and assessing read no clock", walls.deciding_and_assessing_read_no_clock()),
                Arguments.of("the monitor never signals", walls.the_monitor_never_signals()),
                Arguments.of("packages have no circles", walls.packages_have_no_circles()));
    }
}
