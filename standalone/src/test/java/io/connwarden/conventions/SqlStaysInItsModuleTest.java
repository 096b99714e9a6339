package io.connwarden.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlStaysInItsModuleTest {
    /** A string literal or text block that begins like an SQL statement. */
    private static final Pattern SQL_LITERAL = Pattern.compile(
            "\"{1,3}\\s*(?i:(select\\s+[\\w*(]|insert\\s+into\\s|update\\s+\\w+\\s+set\\s|delete\\s+from\\s|"
                    + "with\\s+\\w+\\s+as\\s*\\(|create\\s+(table|view|function|schema|role)\\s|alter\\s+\\w+\\s+\\w+\\s|"
                    + "drop\\s+(table|view|schema)\\s|call\\s+\\w+\\())");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contracts",
                "configuration",
                "doctor",
                "monitor-service",
                "actuator-service",
                "client",
                "client-spring-boot-starter",
                "console",
                "benchmarks"
            })
    void no_other_module_contains_sql_literals(String module) {
        assertThat(ProjectFiles.mainSources(module))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(
                                SQL_LITERAL.matcher(ProjectFiles.text(file)).results())
                        .as("SQL literal in %s: move it to a .sql file of module sql", file)
                        .isEmpty());
    }

    @Test
    void planted_statements_are_found() {
        assertThat(SQL_LITERAL.matcher("run(\"SELECT pid FROM x\")").find()).isTrue();
        assertThat(SQL_LITERAL
                        .matcher("run(\"\"\"\n    insert into t values (1)\"\"\")")
                        .find())
                .isTrue();
        assertThat(SQL_LITERAL.matcher("say(\"Select a target first\")").find()).isTrue();
        assertThat(SQL_LITERAL.matcher("say(\"nothing selected\")").find()).isFalse();
    }
}
