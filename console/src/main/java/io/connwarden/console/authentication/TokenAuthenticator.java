package io.connwarden.console.authentication;

import io.connwarden.console.access.Caller;
import io.connwarden.console.token.BearerToken;
import io.connwarden.console.token.TargetLabels;
import io.connwarden.console.token.TokenEntry;
import io.connwarden.console.token.TokenRegistry;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** The authentication by a token of the tokens file. An unknown id takes as long as a wrong secret. */
public final class TokenAuthenticator implements AuthenticationManager {
    private static final String IDENTITY = "token:";
    private static final String NO_HASH = "0".repeat(64);

    private final TokenRegistry tokens;
    private final TargetLabels labels;
    private final InstantSource clock;

    public TokenAuthenticator(TokenRegistry tokens, TargetLabels labels, InstantSource clock) {
        this.tokens = tokens;
        this.labels = labels;
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

    /** Returns true for a caller with a token of the file. */
    static boolean isOfFile(Caller caller) {
        return caller.identity().startsWith(IDENTITY);
    }

    /** Returns true if the token of the caller is in the file with the same permissions. */
    boolean isUnchanged(Caller caller) {
        return tokens.find(caller.identity().substring(IDENTITY.length()))
                .map(this::caller)
                .filter(caller::equals)
                .isPresent();
    }

    private Caller caller(TokenEntry entry) {
        Optional<Set<String>> targets = entry.isRestricted() ? Optional.of(targets(entry)) : Optional.empty();
        return new Caller(entry.name(), entry.scopes(), targets, IDENTITY + entry.id(), entry.expires());
    }

    private Set<String> targets(TokenEntry entry) {
        Set<String> permitted = new HashSet<>(entry.targets());
        permitted.addAll(labels.targetsWith(entry.labels()));
        return permitted;
    }
}
