package io.connwarden.standalone.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.console.ConsoleTokens;
import io.connwarden.console.ConsoleTokens.Issued;
import io.connwarden.standalone.ConnwardenProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./connwarden token} in a process of its own. */
class TokenCommandIT {
    private static final String TOKEN = "cw_([0-9a-f]{8})_([0-9a-f]{64})";

    @TempDir
    private Path folder;

    private record Output(int code, String text) {}

    @Test
    void a_created_token_is_printed_once_listed_without_its_secret_and_revoked() throws Exception {
        Path file = folder.resolve("tokens");
        Output created = run(
                "create",
                "--file",
                file.toString(),
                "--name",
                "ops bot",
                "--scope",
                "read,operate",
                "--target",
                "orders-db,billing-db",
                "--label",
                "stage=prod",
                "--expires",
                "90d");
        assertThat(created.code).as(created.text).isZero();
        String token = created.text
                .lines()
                .filter(line -> line.matches(TOKEN))
                .findFirst()
                .orElseThrow();
        String id = token.substring(3, 11);
        String secret = token.substring(12);
        assertThat(created.text).contains("not shown again", file.toString());
        assertThat(Files.readString(file)).contains(id).doesNotContain(secret);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        Issued issued = ConsoleTokens.list(file).get(0);
        assertThat(issued.grant().scopes()).containsExactlyInAnyOrder("read", "operate");
        assertThat(issued.grant().targets()).containsExactlyInAnyOrder("orders-db", "billing-db");
        assertThat(issued.grant().labels()).isEqualTo(Map.of("stage", "prod"));
        assertThat(issued.grant().expires())
                .isBetween(
                        Instant.now().plus(Duration.ofDays(89)), Instant.now().plus(Duration.ofDays(91)));

        Output listed = run("list", "--file", file.toString());
        assertThat(listed.code).isZero();
        assertThat(listed.text)
                .contains(id, "ops bot", "operate,read", "billing-db,orders-db,stage=prod")
                .doesNotContain(secret, "expired");

        assertThat(run("revoke", "--file", file.toString(), id)).isEqualTo(new Output(0, "Revoked " + id + "."));
        assertThat(ConsoleTokens.list(file)).isEmpty();
        Output again = run("revoke", "--file", file.toString(), id);
        assertThat(again.code).isEqualTo(64);
        assertThat(again.text).contains("no token '" + id + "'", "token list");
        assertThat(run("list", "--file", file.toString()).text).contains("No token in " + file);
    }

    @Test
    void the_default_is_a_token_that_reads_all_targets_without_an_end() throws Exception {
        Path file = folder.resolve("tokens");
        assertThat(run("create", "--file", file.toString(), "--name", "viewer").text)
                .contains("no end");
        assertThat(run("list", "--file", file.toString()).text)
                .contains("viewer  read    all      ")
                .contains("never");
    }

    @ParameterizedTest
    @CsvSource({
        "--scope,write,'read, operate, approve, override'",
        "--expires,tomorrow,90d",
        "--expires,2020-01-01T00:00:00Z,past",
        "--target,a b,targets",
        "--name,'',name"
    })
    void an_invalid_option_is_refused_with_the_accepted_values_and_creates_no_token(
            String option, String value, String named) throws Exception {
        Path file = folder.resolve("tokens");
        List<String> arguments = new ArrayList<>(List.of("create", "--file", file.toString(), option, value));
        if (!option.equals("--name")) {
            arguments.addAll(List.of("--name", "x"));
        }
        Output refused = run(arguments.toArray(String[]::new));
        assertThat(refused.code).as(refused.text).isEqualTo(64);
        assertThat(refused.text).contains(named).doesNotContain("\tat ", "cw_");
        assertThat(file).doesNotExist();
    }

    @Test
    void a_damaged_file_and_a_missing_directory_are_refused_with_their_path() throws Exception {
        Path file = Files.writeString(folder.resolve("tokens"), "damaged\n");
        for (String[] arguments : List.of(
                new String[] {"list", "--file", file.toString()},
                new String[] {"create", "--name", "x", "--file", file.toString()},
                new String[] {"revoke", "--file", file.toString(), "00000000"})) {
            Output refused = run(arguments);
            assertThat(refused.code).isEqualTo(64);
            assertThat(refused.text).contains(file + ", line 1");
        }
        assertThat(file).hasContent("damaged\n");
        Path absent = folder.resolve("absent").resolve("tokens");
        assertThat(run("create", "--name", "x", "--file", absent.toString()).text)
                .contains(absent + " cannot be written");
    }

    @Test
    void a_missing_subcommand_is_reported() throws Exception {
        Output refused = run();
        assertThat(refused.code).isEqualTo(64);
        assertThat(refused.text).contains("create, list or revoke");
    }

    private static Output run(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("token"));
        all.addAll(List.of(arguments));
        try (ConnwardenProcess process = ConnwardenProcess.start(Map.of(), all, Duration.ofMinutes(2))) {
            int code = process.awaitExit(120);
            return new Output(code, process.output());
        }
    }
}
