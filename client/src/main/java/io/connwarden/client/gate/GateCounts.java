package io.connwarden.client.gate;

/** Who is inside a lane and who waits for it, at one moment. */
public record GateCounts(int places, int ownersInside, int guestsInside, int ownersWaiting, int guestsWaiting) {

    public int inside() {
        return ownersInside + guestsInside;
    }

    public int waiting() {
        return ownersWaiting + guestsWaiting;
    }
}
