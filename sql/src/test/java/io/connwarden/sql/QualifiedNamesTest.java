package io.connwarden.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.sql.doctor.DoctorStatement;
import io.connwarden.sql.target.TargetStatement;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every function, system relation and named type in a statement for a target is qualified with pg_catalog. */
class QualifiedNamesTest {
    private static final Pattern CALL = Pattern.compile("(?<![\\w.])([a-z_]+)\\s*\\(");
    private static final Pattern RELATION = Pattern.compile("\\b(?:FROM|JOIN)\\s+(pg_[a-z_]+)\\b(?!\\.)");
    private static final Pattern TYPE = Pattern.compile("::([a-z_]+)(?!\\w|\\.)");

    /** Names of the grammar, which no schema can replace, and names of the statements themselves. */
    private static final Set<String> GRAMMAR =
            Set.of("coalesce", "nullif", "greatest", "extract", "grouping", "int", "bigint", "double", "wanted");

    @ParameterizedTest
    @EnumSource
    void a_target_statement_qualifies_its_names(TargetStatement statement) {
        assertThat(unqualified(statement.sql())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_doctor_statement_qualifies_its_names(DoctorStatement statement) {
        assertThat(unqualified(statement.sql())).isEmpty();
    }

    @Test
    void planted_unqualified_names_are_found() {
        assertThat(unqualified("SELECT set_config('a', 'b', true)::text FROM pg_roles -- now()"))
                .containsExactlyInAnyOrder("set_config", "pg_roles", "text");
    }

    private static List<String> unqualified(String sql) {
        // The leftmost match applies: a comment may contain a quote, and a literal may contain two hyphens.
        String code = sql.replaceAll("'[^']*'|--[^\\n]*", "''");
        return List.of(CALL, RELATION, TYPE).stream()
                .flatMap(pattern -> pattern.matcher(code).results())
                .map(match -> match.group(1))
                .filter(name -> !GRAMMAR.contains(name))
                .toList();
    }
}
