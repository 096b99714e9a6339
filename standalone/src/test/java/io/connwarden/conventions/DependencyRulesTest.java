package io.connwarden.conventions;

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

class DependencyRulesTest {
    private static final String ROOT = "io.connwarden";
    private static final String PLANTED = "io.connwarden.conventions.planted";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    private static final JavaClasses PLANTED_CLASSES = new ClassFileImporter().importPackages(PLANTED);

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void a_rule_holds(String name, ArchRule rule) {
        assertThat(CLASSES).isNotEmpty();
        rule.allowEmptyShould(false).check(CLASSES);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plantedRules")
    void a_rule_reports_its_planted_violation(String name, ArchRule rule) {
        assertThatThrownBy(() -> rule.check(PLANTED_CLASSES)).isInstanceOf(AssertionError.class);
    }

    static Stream<Arguments> rules() {
        return named(new DependencyRules(ROOT));
    }

    static Stream<Arguments> plantedRules() {
        return named(new DependencyRules(PLANTED));
    }

    private static Stream<Arguments> named(DependencyRules rules) {
        return Stream.of(
                Arguments.of("contracts import none of ours", rules.contracts_import_no_other_module()),
                Arguments.of("sql imports only contracts", rules.sql_imports_only_contracts()),
                Arguments.of(
                        "runtime imports only contracts and configuration",
                        rules.runtime_imports_only_contracts_and_configuration()),
                Arguments.of(
                        "doctor imports only contracts, sql and runtime",
                        rules.doctor_imports_only_contracts_sql_and_runtime()),
                Arguments.of("monitor imports no other service", rules.monitor_imports_no_other_service()),
                Arguments.of("actuator imports no other service", rules.actuator_imports_no_other_service()),
                Arguments.of("console imports no service", rules.console_imports_no_service()),
                Arguments.of("client imports no service", rules.client_imports_no_service()),
                Arguments.of(
                        "services use only the topics of the client",
                        rules.services_use_only_the_topics_of_the_client()),
                Arguments.of("client knows no spring", rules.client_knows_no_spring()),
                Arguments.of("deciding and assessing are pure", rules.decision_and_assessment_are_pure()),
                Arguments.of("doctor checks are pure", rules.doctor_checks_are_pure()),
                Arguments.of("deciding and assessing read no clock", rules.decision_and_assessment_read_no_clock()),
                Arguments.of(
                        "the monitor and the console never signal", rules.the_monitor_and_the_console_never_signal()),
                Arguments.of("packages have no circles", rules.packages_have_no_cycles()));
    }
}
