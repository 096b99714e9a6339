package io.connwarden.console.guide;

import io.connwarden.console.access.Caller;
import io.connwarden.console.view.FleetView;
import io.connwarden.console.view.HealthTrend;
import io.connwarden.console.web.ProblemException;
import io.connwarden.contracts.message.Health;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The target of a request: the named one, otherwise the default one, otherwise the only one. Thread-safe. */
public final class GuideTargets {
    private final FleetView view;
    private final @Nullable String defaultTarget;

    /** @param defaultTarget null for none */
    public GuideTargets(FleetView view, @Nullable String defaultTarget) {
        this.view = view;
        this.defaultTarget = defaultTarget;
    }

    /** @throws ProblemException if no target is named and several are known, or the caller has no permission for it */
    String select(@Nullable String named, Caller caller) {
        String target = named == null || named.isEmpty() ? whenNotNamed(caller) : named;
        if (!caller.maySee(target)) {
            throw ProblemException.forbidden("'" + caller.name() + "' has no permission for target '" + target + "'");
        }
        return target;
    }

    private String whenNotNamed(Caller caller) {
        if (defaultTarget != null) {
            return defaultTarget;
        }
        List<String> known = view.targets().stream().filter(caller::maySee).toList();
        if (known.size() != 1) {
            throw ProblemException.badRequest(
                    "'target' must be given, or connwarden.console.default-target set, because " + known.size()
                            + " targets are known");
        }
        return known.get(0);
    }

    /** Returns the latest sample. Its counts may be null. */
    Health health(String target) {
        return Optional.of(target)
                .flatMap(view::health)
                .map(HealthTrend::latest)
                .orElseThrow(() -> ProblemException.notFound("no sample of target '" + target + "' is known"));
    }
}
