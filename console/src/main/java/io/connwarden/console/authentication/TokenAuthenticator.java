package io.connwarden.console.authentication;

import io.connwarden.console.access.Caller;
import io.connwarden.console.token.BearerToken;
import io.connwarden.console.token.TokenEntry;
import io.connwarden.console.token.TokenRegistry;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** The authentication by a token of the tokens file. An unknown id takes as long as a wrong secret. */
public final class TokenAuthenticator implements AuthenticationManager {
    private static final String NO_HASH = "0".repeat(64);

    private final TokenRegistry tokens;
    private final InstantSource clock;

    public TokenAuthenticator(TokenRegistry tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** @throws InvalidBearerTokenException if the token is malformed, unknown or expired */
    @Override
    public Authentication authenticate(Authentication request) {
        String text = ((BearerTokenAuthenticationToken) request).getToken();
        BearerToken token = BearerToken.parse(text)
                .orElseThrow(() -> new InvalidBearerTokenException(
                        "the token is malformed; a token has the form cw_<id>_<secret>"));
        Optional<TokenEntry> found = tokens.find(token.id());
        if (!token.hasHash(found.map(TokenEntry::sha256).orElse(NO_HASH)) || found.isEmpty()) {
            throw new InvalidBearerTokenException("the token is unknown or revoked");
        }
        TokenEntry entry = found.get();
        if (entry.hasExpired(clock.instant())) {
            throw new InvalidBearerTokenException("the token has expired at " + entry.expires());
        }
        return new CallerAuthentication(caller(entry));
    }

    private static Caller caller(TokenEntry entry) {
        Optional<Set<String>> targets = entry.isRestricted() ? Optional.of(entry.targets()) : Optional.empty();
        return new Caller(entry.name(), entry.scopes(), targets, "token:" + entry.id(), entry.expires());
    }
}
