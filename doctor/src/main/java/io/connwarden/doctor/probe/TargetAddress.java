package io.connwarden.doctor.probe;

import io.connwarden.doctor.reading.Provider;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * The parts of a URL that need no connection: its ports, its database and the presumed provider.
 *
 * @param ports one per host
 * @param database null if the URL contains none
 */
record TargetAddress(Set<Integer> ports, @Nullable String database, Provider presumedProvider) {

    static TargetAddress of(String url) {
        Properties parsed = Driver.parseURL(url, new Properties());
        if (parsed == null) {
            return new TargetAddress(Set.of(), null, Provider.PLAIN);
        }
        Set<Integer> ports = Arrays.stream(parsed.getProperty("PGPORT", "5432").split(","))
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
        return new TargetAddress(
                ports,
                parsed.getProperty("PGDBNAME"),
                provider(parsed.getProperty("PGHOST", "").toLowerCase(Locale.ROOT)));
    }

    /** Returns the provider of a host name. Cloud SQL has no special host names; its roles reveal it. */
    private static Provider provider(String host) {
        if (host.endsWith(".rds.amazonaws.com") || host.endsWith(".rds.amazonaws.com.cn")) {
            return Provider.AMAZON_RDS;
        }
        if (host.endsWith(".postgres.database.azure.com")) {
            return Provider.AZURE;
        }
        return host.endsWith(".supabase.co") || host.endsWith(".supabase.com") ? Provider.SUPABASE : Provider.PLAIN;
    }
}
