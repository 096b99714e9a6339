package io.connwarden.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.sql.doctor.DoctorStatement;
import io.connwarden.sql.target.TargetStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function, system relation and named type in a statement is qualified with pg_catalog. */
class QualifiedNamesTest {
    /** A name after INTO or AS is a table or an alias with its columns. */
    private static final Pattern CALL = Pattern.compile("(?<![\\w.])(?<!INTO )(?<!AS )([a-z_]+)\\s*\\(");

    private static final Pattern RELATION = Pattern.compile("\\b(?:FROM|JOIN)\\s+(pg_[a-z_]+)\\b(?!\\.)");
    private static final Pattern TYPE = Pattern.compile("::([a-z_]+)(?!\\w|\\.)");

    /** Names of the grammar, which no schema can replace, and names of the statements themselves. */
    private static final Set<String> GRAMMAR = Set.of(
            "coalesce",
            "nullif",
            "greatest",
            "least",
            "extract",
            "grouping",
            "int",
            "bigint",
            "double",
            "boolean",
            "wanted");

    /** The function of the migration, in the schema of the log store. */
    private static final String OWN_FUNCTION = "connection_logs_roll_partitions";

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

    @ParameterizedTest
    @MethodSource("io.connwarden.sql.SqlFolder#storeStatements")
    void a_store_statement_qualifies_its_names(Path file) throws IOException {
        assertThat(unqualified(Files.readString(file))).isSubsetOf(OWN_FUNCTION);
    }

    @Test
    void planted_unqualified_names_are_found() {
        assertThat(unqualified("SELECT set_config('a', 'b', true)::text FROM pg_roles -- now()"))
                .containsExactlyInAnyOrder("set_config", "pg_roles", "text");
        assertThat(unqualified("INSERT INTO outbox (id) SELECT count(*) FROM unnest(:ids::bigint[]) AS t (id)"))
                .containsExactlyInAnyOrder("count", "unnest");
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
