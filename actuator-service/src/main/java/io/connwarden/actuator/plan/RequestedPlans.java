package io.connwarden.actuator.plan;

import io.connwarden.contracts.codec.EventCodec;
import io.connwarden.contracts.message.Command;
import io.connwarden.sql.store.Plans;
import java.util.Optional;
import java.util.UUID;

/** The plans of requested dry runs. Thread-safe. */
public final class RequestedPlans {
    private RequestedPlans() {}

    /** Returns the command of the dry run that made a plan. It is empty for an unknown plan, and for that of a rule. */
    public static Optional<Command> commandOf(Plans plans, UUID id) {
        return plans.commandOf(id).map(json -> EventCodec.instance().fromJson(Command.class, json));
    }
}
