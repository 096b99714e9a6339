package io.connwarden.console.authentication;

import io.connwarden.console.access.Caller;
import io.connwarden.console.access.CallerCheck;
import io.connwarden.console.token.BearerToken;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** The choice of the authentication by the form of the token: a token of the tokens file, or one of the issuer. */
public final class BearerAuthenticator implements AuthenticationManager, CallerCheck {
    private final @Nullable TokenAuthenticator ofFile;
    private final @Nullable AuthenticationManager ofIssuer;
    private final String whenNone;
    private final InstantSource clock;

    /**
     * @param ofFile null without a tokens file
     * @param ofIssuer null without an issuer
     * @param whenNone the answer to a token that neither of them accepts
     */
    public BearerAuthenticator(
            @Nullable TokenAuthenticator ofFile,
            @Nullable AuthenticationManager ofIssuer,
            String whenNone,
            InstantSource clock) {
        this.clock = clock;
        this.ofFile = ofFile;
        this.ofIssuer = ofIssuer;
        this.whenNone = whenNone;
    }

    @Override
    public Authentication authenticate(Authentication request) {
        boolean isOfFile = ((BearerTokenAuthenticationToken) request).getToken().startsWith(BearerToken.PREFIX)
                || ofIssuer == null;
        AuthenticationManager selected = isOfFile ? ofFile : ofIssuer;
        if (selected == null) {
            throw new InvalidBearerTokenException(whenNone);
        }
        return selected.authenticate(request);
    }

    /** A token of the issuer cannot be revoked here and is permitted until its end. */
    @Override
    public boolean isPermitted(Caller caller) {
        boolean hasExpired = caller.expires() != null && !clock.instant().isBefore(caller.expires());
        return !hasExpired && (ofFile == null || !TokenAuthenticator.isOfFile(caller) || ofFile.isUnchanged(caller));
    }
}
