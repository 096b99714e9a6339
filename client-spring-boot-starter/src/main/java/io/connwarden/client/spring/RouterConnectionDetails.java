package io.connwarden.client.spring;

import org.jspecify.annotations.Nullable;

/** The database of the router: url, role and password. */
record RouterConnectionDetails(
        String url, @Nullable String user, @Nullable String password) {

    /** Returns the details without url and password. */
    @Override
    public String toString() {
        return "RouterConnectionDetails[user=" + user + "]";
    }
}
