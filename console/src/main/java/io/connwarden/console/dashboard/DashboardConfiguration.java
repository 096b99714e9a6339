package io.connwarden.console.dashboard;

import io.connwarden.console.web.ConsolePaths;
import io.connwarden.console.web.ContentTag;
import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The addresses of the dashboard. The browser checks the own files at each load, by their ETag.
 * It keeps a library for a year, because the address contains the version.
 */
@Configuration(proxyBeanMethods = false)
public class DashboardConfiguration implements WebMvcConfigurer {
    private static final String FILES = "classpath:/io/connwarden/console/dashboard/";
    private static final String LIBRARIES = "classpath:/META-INF/resources/webjars/";

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/").setViewName("forward:/dashboard/index.html");
        registry.addViewController(ConsolePaths.DOCS).setViewName("forward:/dashboard/docs.html");
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/dashboard/**")
                .addResourceLocations(FILES)
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(ContentTag::of);
        registry.addResourceHandler("/webjars/**")
                .addResourceLocations(LIBRARIES)
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    }
}
