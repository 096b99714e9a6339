package io.connwarden.doctor.finding;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is examined.
 *
 * @param target its id
 * @param role the ordinary role
 * @param reserveRole the role for a full server; null when none is configured, or its
 *     duty is to watch: the monitor has none
 * @param database the database that the url names, or that the driver takes when it names none
 * @param leastVisibility the share of the sessions that must be seen, in percent; below it nothing is ever done
 * @param ports the ports that the url names
 * @param presumed whose service it is by its address
 */
public record Subject(
        String target,
        Duty duty,
        String role,
        @Nullable String reserveRole,
        String database,
        double leastVisibility,
        Set<Integer> ports,
        Provider presumed) {
    public Subject {
        ports = Set.copyOf(ports);
    }
}
