package io.connwarden.benchmarks;

import java.util.stream.Stream;

/**
 * The settings of both services in a benchmark: the servers, one target, and no fixed HTTP ports. Rules act.
 *
 * @param targetUrl without a user
 */
public record ServiceSettings(String bootstrapServers, String storeUrl, String targetUrl, String targetUser) {
    /** The id of the target. */
    public static final String TARGET = "bench";

    /** Returns the command line of both services, with further settings. */
    public String[] arguments(String... more) {
        return Stream.concat(
                        Stream.of(
                                "spring.kafka.bootstrap-servers=" + bootstrapServers,
                                "spring.datasource.url=" + storeUrl,
                                "spring.datasource.username=postgres",
                                "connwarden.targets[0].id=" + TARGET,
                                "connwarden.targets[0].url=" + targetUrl,
                                "connwarden.targets[0].user=" + targetUser,
                                "connwarden.policy.mode=act",
                                "server.port=0",
                                "management.server.port=0"),
                        Stream.of(more))
                .map(setting -> "--" + setting)
                .toArray(String[]::new);
    }
}
