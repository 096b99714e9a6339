package io.connwarden.doctor.finding;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is examined.
 *
 * @param id its id
 * @param role the ordinary role
 * @param reserveRole the role for a full server; null when none is configured, or its
 *     duty is to watch: the monitor has none
 * @param database the database that the url names, or that the driver takes when it names none
 * @param minVisibility the share of the sessions that must be seen, in percent; below it nothing is ever done
 * @param ports the ports that the url names
 * @param presumedProvider whose service it is by its address
 */
public record ExaminedTarget(
        String id,
        Capability capability,
        String role,
        @Nullable String reserveRole,
        String database,
        double minVisibility,
        Set<Integer> ports,
        Provider presumedProvider) {
    public ExaminedTarget {
        ports = Set.copyOf(ports);
    }
}
