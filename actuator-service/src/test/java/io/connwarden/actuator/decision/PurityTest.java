package io.connwarden.actuator.decision;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Deciding and alerting depend only on the messages and on plain Java. Every dependency not listed is forbidden. */
class PurityTest {
    private static final ArchRule DECIDING = only("io.connwarden.actuator.decision..");
    private static final ArchRule ALERTING = only("io.connwarden.actuator.alerting..");
    /** Writes the changes of the alert policy to the store and is not pure. */
    private static final String RECORDER = "AlertRecorder";

    @Test
    void deciding_is_pure() {
        DECIDING.check(mainClasses("io.connwarden.actuator.decision"));
    }

    @Test
    void alerting_is_pure() {
        ALERTING.check(mainClasses("io.connwarden.actuator.alerting")
                .that(DescribedPredicate.not(JavaClass.Predicates.simpleName(RECORDER))));
    }

    @Test
    void a_planted_clock_is_found() {
        assertThatThrownBy(() -> DECIDING.check(new ClassFileImporter().importClasses(ReadsAClock.class)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ReadsAClock");
    }

    @Test
    void a_planted_random_is_found() {
        assertThatThrownBy(() -> DECIDING.check(new ClassFileImporter().importClasses(Guesses.class)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void a_planted_connection_is_found() {
        assertThatThrownBy(() -> DECIDING.check(new ClassFileImporter().importClasses(Asks.class)))
                .isInstanceOf(AssertionError.class);
    }

    private static ArchRule only(String itself) {
        ArchRule known = classes()
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.or(
                        JavaClass.Predicates.resideInAnyPackage(
                                itself,
                                "io.connwarden.contracts",
                                "io.connwarden.contracts.message..",
                                "io.connwarden.contracts.assessment..",
                                "io.connwarden.contracts.value..",
                                "java.lang..",
                                "java.math..",
                                "java.time..",
                                "java.util",
                                "java.util.function..",
                                "java.util.regex..",
                                "java.util.stream..",
                                "org.jspecify.."),
                        DescribedPredicate.describe("are primitive", JavaClass::isPrimitive),
                        DescribedPredicate.describe("are arrays", JavaClass::isArray)));
        ArchRule timeless = noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class, Random.class, Thread.class)
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .accessField(System.class, "out");
        return CompositeArchRule.of(known).and(timeless);
    }

    private static JavaClasses mainClasses(String root) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
    }

    /** A planted violation. */
    static final class ReadsAClock {
        Instant when() {
            return Instant.now();
        }
    }

    /** A planted violation. */
    static final class Guesses {
        boolean flips() {
            return new Random().nextBoolean();
        }
    }

    /** A planted violation. */
    static final class Asks {
        void ask(java.sql.Connection connection) throws java.sql.SQLException {
            connection.close();
        }
    }
}
