package io.connwarden.client.permit;

/** Who is inside a lane and who waits for it, at one moment. */
public record PermitCounts(int permits, int heldByOwners, int heldByGuests, int waitingOwners, int waitingGuests) {

    public int held() {
        return heldByOwners + heldByGuests;
    }

    public int waiting() {
        return waitingOwners + waitingGuests;
    }
}
