package io.connwarden.conventions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** The dependency rules over one root package, so that planted classes can violate each of them. */
record DependencyRules(String root) {

    ArchRule contracts_import_no_other_module() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".contracts..")
                .should()
                .dependOnClassesThat(inThisProject().and(outside(root + ".contracts")));
    }

    ArchRule sql_imports_only_contracts() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".sql..")
                .should()
                .dependOnClassesThat(inThisProject().and(outside(root + ".sql")).and(outside(root + ".contracts")));
    }

    ArchRule runtime_imports_only_contracts_and_configuration() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".runtime..")
                .should()
                .dependOnClassesThat(inThisProject()
                        .and(outside(root + ".runtime"))
                        .and(outside(root + ".contracts"))
                        .and(outside(root + ".configuration")))
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..");
    }

    ArchRule doctor_imports_only_contracts_sql_and_runtime() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".doctor..")
                .should()
                .dependOnClassesThat(inThisProject()
                        .and(outside(root + ".doctor"))
                        .and(outside(root + ".contracts"))
                        .and(outside(root + ".sql"))
                        .and(outside(root + ".runtime")));
    }

    ArchRule monitor_imports_no_other_service() {
        return importsNone("monitor", "actuator", "embedded", "standalone");
    }

    ArchRule actuator_imports_no_other_service() {
        return importsNone("actuator", "monitor", "embedded", "standalone", "client");
    }

    ArchRule console_imports_no_service() {
        return importsNone("console", "monitor", "actuator", "embedded", "standalone", "doctor");
    }

    /** The client is a library for applications. A service uses its producers and consumers of topics. */
    ArchRule services_use_only_the_topics_of_the_client() {
        return noClasses()
                .that()
                .resideInAnyPackage(root + ".monitor..", root + ".console..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage(root + ".client..")
                        .and(outside(root + ".client.topics")));
    }

    ArchRule client_imports_no_service() {
        return importsNone("client", "monitor", "actuator", "embedded", "standalone", "sql");
    }

    ArchRule client_knows_no_spring() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".client..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..");
    }

    ArchRule decision_and_assessment_are_pure() {
        return noClasses()
                .that()
                .resideInAnyPackage(root + "..decision..", root + "..assessment..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "java.sql..",
                        "javax.sql..",
                        "org.apache.kafka..",
                        "org.slf4j..",
                        "java.util.logging..",
                        "tools.jackson..",
                        root + ".sql..");
    }

    /** The checks of the doctor know one type of module sql, the failure of a connection, and nothing that acts. */
    ArchRule doctor_checks_are_pure() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".doctor.check..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "java.sql..",
                        "javax.sql..",
                        "org.apache.kafka..",
                        "org.slf4j..",
                        root + ".doctor.probe..",
                        root + ".doctor.remedy..")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "nanoTime");
    }

    ArchRule decision_and_assessment_read_no_clock() {
        return noClasses()
                .that()
                .resideInAnyPackage(root + "..decision..", root + "..assessment..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime");
    }

    ArchRule the_monitor_and_the_console_never_signal() {
        return noClasses()
                .that()
                .resideInAnyPackage(root + ".monitor..", root + ".console..")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameStartingWith("Signal");
    }

    ArchRule packages_have_no_cycles() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles();
    }

    private ArchRule importsNone(String module, String... others) {
        String[] packages = new String[others.length];
        for (int i = 0; i < others.length; i++) {
            packages[i] = root + "." + others[i] + "..";
        }
        return noClasses()
                .that()
                .resideInAPackage(root + "." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages);
    }

    private DescribedPredicate<JavaClass> inThisProject() {
        return JavaClass.Predicates.resideInAPackage(root + "..");
    }

    private static DescribedPredicate<JavaClass> outside(String folder) {
        return JavaClass.Predicates.resideOutsideOfPackage(folder + "..");
    }
}
