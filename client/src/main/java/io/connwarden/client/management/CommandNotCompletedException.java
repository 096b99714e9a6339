package io.connwarden.client.management;

import io.connwarden.contracts.message.Result;

/** The command was answered, but not done: rejected, expired or failed. */
public final class CommandNotCompletedException extends ManagementException {
    private static final long serialVersionUID = 1L;

    private final transient Result result;

    /**
     * For those who write a transport.
     *
     * @param result any but a completed one
     */
    public CommandNotCompletedException(Result result) {
        super(
                result.action() + " on target '" + result.target() + "' was " + result.outcome() + " by "
                        + result.decision().rule() + ": " + result.decision().reason(),
                null);
        this.result = result;
    }

    /**
     * The whole answer.
     *
     * @return with its rule, its reason and its sessions
     */
    public Result result() {
        return result;
    }
}
