package io.connwarden.console.authentication;

import io.connwarden.console.access.Caller;
import io.connwarden.console.access.Scope;
import io.connwarden.console.settings.ConsoleSettings.Oidc;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.web.client.RestOperations;

/**
 * The authentication by an access token of an OpenID Connect issuer, a JWT. The issuer is asked for its keys at the
 * first token, so that a start does not depend on it.
 */
public final class OidcAuthenticator implements AuthenticationManager {
    private static final int MAX_NAME_LENGTH = 100;

    /** No name of a token of the tokens file has a colon, so that a user of the issuer cannot take one. */
    private static final String PREFIX = "oidc:";

    /** Control, format and private characters, and separators of lines. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private final JwtAuthenticationProvider tokens;
    private final Oidc settings;

    /** @param settings with issuer and audience */
    public OidcAuthenticator(Oidc settings) {
        this.settings = settings;
        // One client for all attempts, because it remembers a failure.
        RestOperations client = IssuerRequests.client();
        this.tokens = new JwtAuthenticationProvider(new SupplierJwtDecoder(() -> decoder(settings, client)));
        tokens.setJwtAuthenticationConverter(jwt -> new CallerAuthentication(caller(jwt)));
    }

    private static JwtDecoder decoder(Oidc settings, RestOperations client) {
        String issuer = String.valueOf(settings.issuerUri());
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(issuer)
                .restOperations(client)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(issuer),
                new JwtClaimValidator<@Nullable Collection<String>>(
                        JwtClaimNames.AUD, audience -> audience != null && audience.contains(settings.audience()))));
        return decoder;
    }

    @Override
    public Authentication authenticate(Authentication request) {
        try {
            return tokens.authenticate((BearerTokenAuthenticationToken) request);
        } catch (JwtDecoderInitializationException unreachable) {
            throw new AuthenticationServiceException("the issuer did not answer", unreachable);
        }
    }

    private Caller caller(Jwt jwt) {
        String subject = Optional.ofNullable(jwt.getSubject()).orElse("unknown");
        String name = Stream.of("preferred_username", "client_id")
                .map(jwt::getClaimAsString)
                .filter(text -> text != null && !text.isBlank())
                .findFirst()
                .orElse(subject);
        return new Caller(
                PREFIX + printable(name),
                scopes(jwt.getClaims().get(settings.scopesClaim())),
                Optional.empty(),
                PREFIX + subject,
                jwt.getExpiresAt());
    }

    private static String printable(String name) {
        int end = name.offsetByCodePoints(0, Math.min(MAX_NAME_LENGTH, name.codePointCount(0, name.length())));
        return UNPRINTABLE.matcher(name.substring(0, end)).replaceAll("?");
    }

    /** Reads a text with blanks between the names, or a list of names. Unknown names are permissions elsewhere. */
    private static Set<Scope> scopes(@Nullable Object claim) {
        List<String> names = claim instanceof Collection<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(claim).split(" "));
        return Arrays.stream(Scope.values())
                .filter(scope -> names.contains(scope.text()) || names.contains("connwarden." + scope.text()))
                .collect(Collectors.toSet());
    }
}
