package io.connwarden.client.lane;

import io.connwarden.client.call.AttemptFailed;
import io.connwarden.client.call.Call;
import io.connwarden.client.call.Phase;
import io.connwarden.client.call.Stage;
import io.connwarden.client.gate.Pass;
import io.connwarden.client.gate.Rank;
import io.connwarden.client.query.Query;
import io.connwarden.client.settings.CallTimes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the lane: high priority the reserved one, low the standard one as a guest, normal the standard one and,
 * when that is exhausted or fails, whichever of the two has a place first.
 */
final class LaneChoice implements Stage {
    private final LaneCalls standard;
    private final LaneCalls reserved;
    private final GateKeeper keeper;
    private final StandardCircuit circuit;
    private final CallTimes times;
    private final LaneEvents events;
    private final boolean mayFallBack;

    LaneChoice(
            LaneCalls standard,
            LaneCalls reserved,
            GateKeeper keeper,
            StandardCircuit circuit,
            CallTimes times,
            LaneEvents events) {
        this.standard = standard;
        this.reserved = reserved;
        this.keeper = keeper;
        this.circuit = circuit;
        this.times = times;
        this.events = events;
        this.mayFallBack = reserved.gate().guestLimit() > 0;
    }

    @Override
    public <T extends @Nullable Object> T run(Call call, Query<T> query) {
        return switch (call.priority()) {
            case HIGH -> only(reserved, Rank.OWNER, call, query);
            case LOW -> only(standard, Rank.GUEST, call, query);
            case NORMAL -> mayFallBack ? normal(call, query) : only(standard, Rank.OWNER, call, query);
        };
    }

    private <T extends @Nullable Object> T only(LaneCalls lane, Rank rank, Call call, Query<T> query) {
        return lane.run(call, keeper.enter(call, lane.gate(), rank), times.connectionTimeout(), query);
    }

    private <T extends @Nullable Object> T normal(Call call, Query<T> query) {
        if (circuit.inDoubt()) {
            return reservedIfItCan(call, query);
        }
        Pass pass = keeper.enterEither(
                call, standard.gate(), Rank.OWNER, reserved.gate(), Rank.GUEST, times.fallbackAfter());
        if (reserved.gate().gave(pass)) {
            return inReserved(call, pass, query);
        }
        try {
            return inStandard(call, pass, times.fallbackAfter(), query);
        } catch (AttemptFailed failed) {
            if (failed.fault().phase() != Phase.CONNECTING) {
                throw failed;
            }
            return reservedIfItCan(call, query);
        }
    }

    /** The standard lane gives no connections: a place in the reserved one is better, if one is to be had. */
    private <T extends @Nullable Object> T reservedIfItCan(Call call, Query<T> query) {
        Pass pass = keeper.enterEither(call, reserved.gate(), Rank.GUEST, standard.gate(), Rank.OWNER, Duration.ZERO);
        return reserved.gate().gave(pass)
                ? inReserved(call, pass, query)
                : inStandard(call, pass, times.connectionTimeout(), query);
    }

    private <T extends @Nullable Object> T inReserved(Call call, Pass pass, Query<T> query) {
        call.fallsBack();
        events.fellBack(call);
        return reserved.run(call, pass, times.connectionTimeout(), query);
    }

    private <T extends @Nullable Object> T inStandard(Call call, Pass pass, Duration longestWait, Query<T> query) {
        try {
            T answer = standard.run(call, pass, longestWait, query);
            circuit.worked();
            return answer;
        } catch (AttemptFailed failed) {
            if (failed.fault().phase() == Phase.CONNECTING) {
                circuit.failed();
            }
            throw failed;
        }
    }
}
