package io.connwarden.client.spring;

import org.jspecify.annotations.Nullable;

/** Where the router enters the database, and as whom. */
record RouterConnectionDetails(
        String url, @Nullable String user, @Nullable String password) {

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseEntrance[user=" + user + "]";
    }
}
