package io.connwarden.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The column "may import" of ARCHITECTURE.md binds the sources of all modules, also of those off this class path. */
class ModuleImportsTest {
    /** A row of the table: module, content, and what the module may import. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([a-z-]+) \\| [^|]+ \\| ([^|]+) \\|$");

    private static final Pattern REFERENCE = Pattern.compile("\\bio\\.connwarden\\.(client\\.spring|[a-z]+)\\b");
    /** A class below the root package of a service. */
    private static final Pattern INTERNAL = Pattern.compile("\\bio\\.connwarden\\.(monitor|actuator|console)\\.[a-z]");

    private static final Map<String, String> MODULE_OF_PACKAGE = modulesByPackage();

    @Test
    void every_module_imports_only_the_modules_that_the_table_permits() {
        Map<String, Set<String>> permitted = permittedImports();
        assertThat(permitted.keySet()).containsExactlyInAnyOrderElementsOf(ProjectFiles.MODULES);
        permitted.forEach((module, imports) -> assertThat(ProjectFiles.mainSources(module))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(importedModules(ProjectFiles.text(file)))
                        .as("modules that %s refers to", file)
                        .isSubsetOf(imports)));
    }

    @Test
    void benchmarks_and_commands_start_the_services_through_the_classes_of_their_root_package() {
        for (String module : List.of("benchmarks", "standalone")) {
            assertThat(ProjectFiles.mainSources(module))
                    .allSatisfy(file ->
                            assertThat(ProjectFiles.text(file)).as("%s", file).doesNotContainPattern(INTERNAL));
        }
    }

    @Test
    void the_monitor_starts_the_console_through_its_root_package() {
        assertThat(ProjectFiles.mainSources("monitor-service"))
                .allSatisfy(file -> assertThat(ProjectFiles.text(file))
                        .as("%s", file)
                        .doesNotContainPattern("\\bio\\.connwarden\\.console\\.[a-z]"));
    }

    @Test
    void a_planted_reference_is_found_with_and_without_an_import() {
        assertThat(importedModules("import io.connwarden.client.spring.X;\nimport io.connwarden.client.QueryRouter;"))
                .containsExactlyInAnyOrder("client", "client-spring-boot-starter");
        assertThat(importedModules("new io.connwarden.actuator.intake.Intake(\"io.connwarden.health.v1\")"))
                .containsExactly("actuator-service");
        assertThat("io.connwarden.actuator.intake.Intake").containsPattern(INTERNAL);
        assertThat("io.connwarden.actuator.ActuatorApplication").doesNotContainPattern(INTERNAL);
    }

    private static Set<String> importedModules(String source) {
        return REFERENCE
                .matcher(source)
                .results()
                .flatMap(reference -> Stream.ofNullable(MODULE_OF_PACKAGE.get(reference.group(1))))
                .collect(Collectors.toSet());
    }

    private static Map<String, Set<String>> permittedImports() {
        String text = ProjectFiles.text(ProjectFiles.root().resolve("ARCHITECTURE.md"));
        String section = text.substring(text.indexOf("## Modules"), text.indexOf("## File map"));
        Map<String, Set<String>> permitted = new LinkedHashMap<>();
        ROW.matcher(section)
                .results()
                .filter(row -> !row.group(1).equals("module"))
                .forEach(row -> permitted.put(row.group(1), permittedImports(row)));
        return permitted;
    }

    private static Set<String> permittedImports(MatchResult row) {
        String column = row.group(2);
        Set<String> imports = new HashSet<>();
        if (column.startsWith("everything")) {
            imports.addAll(ProjectFiles.MODULES);
            if (column.startsWith("everything but ")) {
                imports.remove(column.substring("everything but ".length()));
            }
        } else if (!column.equals("none of the modules")) {
            imports.addAll(Arrays.asList(column.split(", ")));
            assertThat(ProjectFiles.MODULES).as(column).containsAll(imports);
        }
        imports.add(row.group(1));
        return imports;
    }

    private static Map<String, String> modulesByPackage() {
        Map<String, String> modules = ProjectFiles.MODULES.stream()
                .collect(Collectors.toMap(module -> module.replace("-service", ""), module -> module));
        modules.put("client.spring", "client-spring-boot-starter");
        return modules;
    }
}
