package io.connwarden.client.lane;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.util.PropertyElf;
import io.connwarden.client.settings.RouterSettings;
import java.util.Properties;

/** The properties of HikariCP that the application has set, applied on top of the defaults of the router. */
final class PoolProperties {
    private PoolProperties() {}

    /**
     * Applies the properties to the pool of a lane.
     *
     * @param size the number of connections of the lane
     * @throws IllegalArgumentException with the property, if HikariCP does not know it or rejects its value
     */
    static void apply(HikariConfig config, RouterSettings settings, int size) {
        settings.pool().properties().forEach((name, value) -> apply(config, name, value));
        if (settings.pool().properties().containsKey("minimumIdle")) {
            config.setMinimumIdle(
                    share(config.getMinimumIdle(), size, settings.sizes().maxConnections()));
        }
    }

    private static void apply(HikariConfig config, String name, Object value) {
        Properties one = new Properties();
        one.put(name, value);
        try {
            PropertyElf.setTargetFromProperties(config, one);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "The pool property " + name + " was rejected by HikariCP: " + reason(e)
                            + ". Correct its name or its value",
                    e);
        }
    }

    private static String reason(RuntimeException e) {
        Throwable link = e;
        while (link.getCause() != null) {
            link = link.getCause();
        }
        return String.valueOf(link.getMessage());
    }

    /** Shares a number of both lanes as the connections are shared, rounded up. */
    private static int share(int ofBoth, int size, int maxConnections) {
        return (int) Math.min(size, ((long) ofBoth * size + maxConnections - 1) / maxConnections);
    }
}
