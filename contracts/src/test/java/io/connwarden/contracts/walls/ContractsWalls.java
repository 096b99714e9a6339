package io.connwarden.contracts.walls;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The permitted dependencies of this module, as rules over a root package. Planted classes prove each rule. */
record ContractsWalls(String root) {
    private static final String[] JSON = {"tools.jackson..", "com.fasterxml.jackson..", "com.networknt.."};

    /** An application with this module needs no other library than the JSON library and the validator. */
    ArchRule the_module_depends_on_java_and_json_only() {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("java..", "org.jspecify..", root + "..", JSON[0], JSON[1], JSON[2]));
    }

    ArchRule only_the_codec_depends_on_json() {
        return noClasses()
                .that(resideOutsideOfPackages(root + ".codec.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(JSON);
    }

    ArchRule no_public_method_exposes_json() {
        return methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage(root + "..")
                .should()
                .notHaveRawReturnType(resideInAnyPackage(JSON))
                .andShould()
                .notHaveRawParameterTypes(ofJson());
    }

    private static DescribedPredicate<List<JavaClass>> ofJson() {
        return DescribedPredicate.describe(
                "of the JSON library", types -> types.stream().anyMatch(resideInAnyPackage(JSON)));
    }

    ArchRule no_public_field_exposes_json() {
        return fields().that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage(root + "..")
                .should()
                .notHaveRawType(resideInAnyPackage(JSON));
    }

    ArchRule assessment_depends_on_messages_and_java_only() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".assessment..")
                .should()
                .dependOnClassesThat(resideOutsideOfPackages(
                        "java.lang..",
                        "java.util",
                        "java.util.function..",
                        "java.util.stream..",
                        "java.math..",
                        "java.time..",
                        "org.jspecify..",
                        root + ".assessment..",
                        root + ".message..",
                        root + ".value.."));
    }

    ArchRule assessment_reads_no_clock() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".assessment..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class);
    }
}
