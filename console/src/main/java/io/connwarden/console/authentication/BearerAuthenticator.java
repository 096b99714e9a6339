package io.connwarden.console.authentication;

import io.connwarden.console.token.BearerToken;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** The choice of the authentication by the form of the token: a token of the tokens file, or one of the issuer. */
public final class BearerAuthenticator implements AuthenticationManager {
    private final @Nullable AuthenticationManager ofFile;
    private final @Nullable AuthenticationManager ofIssuer;
    private final String whenNone;

    /**
     * @param ofFile null without a tokens file
     * @param ofIssuer null without an issuer
     * @param whenNone the answer to a token that neither of them accepts
     */
    public BearerAuthenticator(
            @Nullable AuthenticationManager ofFile, @Nullable AuthenticationManager ofIssuer, String whenNone) {
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
}
