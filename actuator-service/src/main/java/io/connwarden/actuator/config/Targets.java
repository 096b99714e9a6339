package io.connwarden.actuator.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configured targets by id, in the order of the configuration. Immutable. */
public final class Targets {
    private final Map<String, TargetConfiguration> byId = new LinkedHashMap<>();

    public Targets(Collection<TargetConfiguration> targets) {
        targets.forEach(target -> byId.put(target.id(), target));
    }

    public Optional<TargetConfiguration> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public List<TargetConfiguration> all() {
        return List.copyOf(byId.values());
    }

    public List<String> ids() {
        return List.copyOf(byId.keySet());
    }
}
