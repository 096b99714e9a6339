package io.connwarden.console;

import io.connwarden.configuration.ConfigurationReader;
import io.connwarden.configuration.InvalidConfigurationException;
import io.connwarden.console.access.ActionPolicy;
import io.connwarden.console.access.Caller;
import io.connwarden.console.access.Scope;
import io.connwarden.console.access.ScopeInterceptor;
import io.connwarden.console.audit.AuditFilter;
import io.connwarden.console.authentication.BearerAuthenticator;
import io.connwarden.console.authentication.CallerFilter;
import io.connwarden.console.authentication.OidcAuthenticator;
import io.connwarden.console.authentication.ProblemEntryPoint;
import io.connwarden.console.authentication.SingleAuthorizationFilter;
import io.connwarden.console.authentication.TokenAuthenticator;
import io.connwarden.console.description.OpenApiDocument;
import io.connwarden.console.description.ParameterInterceptor;
import io.connwarden.console.limit.RateLimit;
import io.connwarden.console.settings.ConsoleSettings;
import io.connwarden.console.token.InvalidTokensFileException;
import io.connwarden.console.token.TargetLabels;
import io.connwarden.console.token.TokenRegistry;
import io.connwarden.console.token.TokensFile;
import io.connwarden.console.web.ConsolePaths;
import io.connwarden.console.web.ProblemWriter;
import jakarta.servlet.Filter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The composition of authentication and authorization. Spring Security authenticates, {@link ScopeInterceptor} checks
 * the scope of the route. The auto-configuration of Spring Boot is not used, so that health, metrics and a service
 * without the console stay as they are.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class ConsoleSecurity {
    private static final Set<String> METHODS =
            Arrays.stream(HttpMethod.values()).map(HttpMethod::name).collect(Collectors.toSet());

    @Bean
    SecurityFilterChain consoleFilterChain(
            HttpSecurity http,
            AuthenticationManager authenticator,
            AuthenticationEntryPoint entryPoint,
            ConsoleSettings settings,
            ServerProperties server,
            ProblemWriter problems) {
        boolean isLocal = LoopbackCheck.isLoopback(server.getAddress());
        BearerTokenAuthenticationFilter bearer = new BearerTokenAuthenticationFilter(authenticator);
        bearer.setAuthenticationEntryPoint(entryPoint);
        // The default handler throws a failure of the issuer, which would be answered with 500.
        bearer.setAuthenticationFailureHandler(entryPoint::commence);
        return http.securityMatcher(request -> !isLocal || !ConsolePaths.isManagement(request.getRequestURI()))
                .authenticationManager(authenticator)
                .csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(errors -> errors.authenticationEntryPoint(entryPoint)
                        .accessDeniedHandler((request, response, denied) -> problems.write(
                                request,
                                response,
                                HttpStatus.FORBIDDEN,
                                "the token lacks the scope 'read'; use a token with this scope")))
                .addFilter(bearer)
                .addFilterBefore(new CallerFilter(), AuthorizationFilter.class)
                // A browser sends a preflight without a token, and no route executes one.
                .authorizeHttpRequests(requests -> requests.requestMatchers(CorsUtils::isPreFlightRequest)
                        .permitAll()
                        .requestMatchers(ConsolePaths.withoutToken())
                        .permitAll()
                        .requestMatchers(ConsolePaths.withToken())
                        .authenticated()
                        .requestMatchers(ConsolePaths.health())
                        .permitAll()
                        // Metrics name the targets. On a loopback address they do not pass this chain.
                        .requestMatchers(ConsolePaths.management())
                        .access((caller, context) ->
                                new AuthorizationDecision(settings.openMetrics() || mayRead(caller.get())))
                        .anyRequest()
                        .permitAll())
                .build();
    }

    private static boolean mayRead(@Nullable Authentication authenticated) {
        return authenticated != null && authenticated.getPrincipal() instanceof Caller caller && caller.has(Scope.READ);
    }

    @Bean
    FilterRegistrationBean<Filter> consoleSecurityFilter(
            @Qualifier("springSecurityFilterChain") Filter springSecurityFilterChain) {
        return FilterOrder.SECURITY.register(springSecurityFilterChain);
    }

    @Bean
    BearerAuthenticator consoleAuthenticator(
            ConsoleSettings settings, ConfigurableEnvironment environment, InstantSource clock) {
        Path file = settings.tokensFile();
        return new BearerAuthenticator(
                file == null
                        ? null
                        : new TokenAuthenticator(
                                tokens(file),
                                new TargetLabels(new ConfigurationReader(environment).labelsOfTargets()),
                                clock),
                settings.oidc().issuerUri() == null ? null : new OidcAuthenticator(settings.oidc()),
                howToAuthenticate(settings),
                clock);
    }

    private static TokenRegistry tokens(Path file) {
        try {
            return new TokenRegistry(file);
        } catch (InvalidTokensFileException invalid) {
            throw new InvalidConfigurationException(ConsoleSettings.PREFIX + ".tokens-file: " + invalid.getMessage());
        }
    }

    @Bean
    AuthenticationEntryPoint consoleEntryPoint(ConsoleSettings settings, ProblemWriter problems) {
        return new ProblemEntryPoint(
                problems, new RateLimit(settings.maxFailedLoginsPerMinute()), howToAuthenticate(settings));
    }

    private static String howToAuthenticate(ConsoleSettings settings) {
        if (settings.tokensFile() != null) {
            return "the request has no token; send the header 'Authorization: Bearer cw_...', with a token of "
                    + TokensFile.CREATE_COMMAND + "FILE";
        }
        return settings.oidc().issuerUri() == null
                ? "no token exists, because connwarden.console.tokens-file is not set; create one with "
                        + TokensFile.CREATE_COMMAND + "FILE, set the key to FILE and start the monitor again"
                : "the request has no token of the issuer " + settings.oidc().issuerUri()
                        + "; send the header 'Authorization: Bearer ...'";
    }

    @Bean
    FilterRegistrationBean<SingleAuthorizationFilter> consoleSingleAuthorization(ProblemWriter problems) {
        return FilterOrder.AUTHORIZATION.register(new SingleAuthorizationFilter(problems));
    }

    @Bean
    FilterRegistrationBean<AuditFilter> consoleAudit() {
        return FilterOrder.AUDIT.register(new AuditFilter());
    }

    @Bean
    RequestRejectedHandler consoleRejectedRequests(ProblemWriter problems) {
        return (request, response, rejection) -> {
            if (METHODS.contains(request.getMethod())) {
                problems.write(
                        request,
                        response,
                        HttpStatus.BAD_REQUEST,
                        "the path, a header or a parameter has a character that is not permitted: "
                                + rejection.getMessage());
            } else {
                problems.write(
                        request,
                        response,
                        HttpStatus.BAD_REQUEST,
                        "the method '" + request.getMethod()
                                + "' is unknown; GET /api/v1/openapi.json has the methods");
            }
        };
    }

    @Bean
    WebMvcConfigurer consoleScopes(ConsoleSettings settings) {
        ActionPolicy actions = new ActionPolicy(settings.readOnly(), new RateLimit(settings.maxActionsPerMinute()));
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new ScopeInterceptor(actions));
                registry.addInterceptor(new ParameterInterceptor(OpenApiDocument.of(null)));
            }
        };
    }
}
