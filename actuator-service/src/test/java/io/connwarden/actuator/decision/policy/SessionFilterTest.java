package io.connwarden.actuator.decision.policy;

import static io.connwarden.actuator.decision.SessionBuilder.session;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SessionFilterTest {

    @Test
    void an_empty_filter_matches_no_session_and_restricts_no_session() {
        SessionFilter empty = SessionFilter.empty();
        assertThat(empty.firstMatch(session(1).build())).isEmpty();
        assertThat(empty.firstMismatch(session(1).build())).isEmpty();
    }

    @Test
    void each_attribute_alone_protects() {
        assertThat(filter("adm*", null, null, null)
                        .firstMatch(session(1).user("ADMIN").build()))
                .contains("user 'ADMIN' matches 'adm*'");
        assertThat(filter(null, "etl", null, null)
                        .firstMatch(session(1).application("etl").build()))
                .contains("application 'etl' matches 'etl'");
        assertThat(filter(null, null, "billing", null)
                        .firstMatch(session(1).database("billing").build()))
                .contains("database 'billing' matches 'billing'");
        assertThat(filter(null, null, null, "10.0.0.0/8")
                        .firstMatch(session(1).clientAddress("10.9.9.9").build()))
                .contains("client address '10.9.9.9' matches '10.0.0.0/8'");
        assertThat(filter(null, null, null, "local")
                        .firstMatch(session(1).clientAddress(null).build()))
                .contains("client address 'local' matches 'local'");
    }

    @Test
    void a_restriction_must_be_met_in_every_attribute_it_names() {
        SessionFilter filter = filter("shop", "web", "orders", "10.0.0.0/8");
        assertThat(filter.firstMismatch(session(1).build())).isEmpty();
        assertThat(filter.firstMismatch(session(1).user("Shop").build())).contains("user 'Shop'");
        assertThat(filter.firstMismatch(session(1).application("job").build())).contains("application 'job'");
        assertThat(filter.firstMismatch(session(1).database("x").build())).contains("database 'x'");
        assertThat(filter.firstMismatch(session(1).clientAddress("11.0.0.1").build()))
                .contains("client address '11.0.0.1'");
    }

    @Test
    void an_unset_name_counts_as_the_empty_name() {
        assertThat(filter(null, "*", null, null)
                        .firstMatch(session(1).application(null).build()))
                .contains("application '' matches '*'");
        assertThat(filter(null, "", null, null)
                        .firstMismatch(session(1).application(null).build()))
                .isEmpty();
        assertThat(filter(null, "web", null, null)
                        .firstMismatch(session(1).application(null).build()))
                .contains("application ''");
    }

    @Test
    void an_unparsable_address_matches_every_range_and_satisfies_no_restriction() {
        SessionFilter filter = filter(null, null, null, "10.0.0.0/8");
        assertThat(filter.firstMatch(session(1).clientAddress("fe80::1%eth0").build()))
                .isPresent();
        assertThat(filter.firstMismatch(session(1).clientAddress("fe80::1%eth0").build()))
                .isPresent();
    }

    private static SessionFilter filter(String user, String application, String database, String address) {
        return new SessionFilter(
                globs(user),
                globs(application),
                globs(database),
                address == null ? List.of() : List.of(new AddressRange(address)));
    }

    private static List<Glob> globs(String pattern) {
        return pattern == null ? List.of() : List.of(new Glob(pattern));
    }
}
