package io.connwarden.monitor;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.connwarden.monitor.planted.SignallingMonitor;
import io.connwarden.sql.target.ConnectFailure;
import io.connwarden.sql.target.HeldSession;
import io.connwarden.sql.target.TargetConnections;
import io.connwarden.sql.target.TargetException;
import io.connwarden.sql.target.TargetQueries;
import io.connwarden.sql.target.TargetSession;
import io.connwarden.sql.target.TargetSettings;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The monitor uses only the queries of module sql, never the signals. */
class MonitorOnlyReadsTest {
    private static final Set<String> QUERY_TYPES = Set.of(
            ConnectFailure.class.getName(),
            HeldSession.class.getName(),
            TargetConnections.class.getName(),
            TargetQueries.class.getName(),
            TargetQueries.ObservedSessions.class.getName(),
            TargetSettings.class.getName(),
            TargetException.class.getName(),
            TargetSession.class.getName());

    private static final ArchRule ONLY_QUERIES = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("io.connwarden.sql..").and(notAQueryType()))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.postgresql..");

    @Test
    void the_monitor_has_no_code_that_signals() {
        ONLY_QUERIES.check(new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.connwarden.monitor"));
    }

    @Test
    void a_planted_signal_is_found() {
        assertThatThrownBy(() -> ONLY_QUERIES.check(new ClassFileImporter().importClasses(SignallingMonitor.class)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("SignalSender");
    }

    private static DescribedPredicate<JavaClass> notAQueryType() {
        return DescribedPredicate.describe(
                "do more than query",
                type -> !QUERY_TYPES.contains(type.getBaseComponentType().getName()));
    }
}
