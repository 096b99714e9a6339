package io.connwarden.console;

import io.connwarden.client.topics.KafkaSettings;
import io.connwarden.console.alertmanager.AlertmanagerController;
import io.connwarden.console.api.CommandController;
import io.connwarden.console.api.PauseController;
import io.connwarden.console.api.PlanController;
import io.connwarden.console.command.CommandSender;
import io.connwarden.console.command.CommandService;
import io.connwarden.console.command.SecondApproval;
import io.connwarden.console.guide.GuideActions;
import io.connwarden.console.guide.GuideBodyFilter;
import io.connwarden.console.guide.GuideController;
import io.connwarden.console.guide.GuideCorsFilter;
import io.connwarden.console.guide.GuideTargets;
import io.connwarden.console.settings.ConsoleSettings;
import io.connwarden.console.view.FleetView;
import io.connwarden.console.web.ProblemWriter;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;

/** The routes that act: the API, the endpoints of the guide, and the receiver of Alertmanager. */
@Configuration(proxyBeanMethods = false)
@Import({CommandController.class, PauseController.class, PlanController.class})
class CommandWiring {
    /** Starts to read after the settings are valid. */
    @Bean
    @DependsOn("consoleSettings")
    CommandSender consoleCommandSender(KafkaSettings consoleKafkaSettings) {
        return CommandSender.start(consoleKafkaSettings);
    }

    @Bean
    SecondApproval consoleSecondApproval(ConsoleSettings settings) {
        return new SecondApproval(settings.secondApprovalTargets());
    }

    @Bean
    CommandService consoleCommands(CommandSender sender, SecondApproval approval, InstantSource consoleClock) {
        return new CommandService(sender, approval, consoleClock);
    }

    @Bean
    GuideController consoleGuide(
            ConsoleSettings settings,
            FleetView view,
            CommandService commands,
            SecondApproval approval,
            InstantSource consoleClock) {
        GuideTargets targets = new GuideTargets(view, settings.defaultTarget());
        return new GuideController(
                targets,
                new GuideActions(targets, commands, approval, consoleClock),
                settings.guide().getActs());
    }

    @Bean
    @ConditionalOnBooleanProperty(name = ConsoleSettings.PREFIX + ".alertmanager.enabled", matchIfMissing = true)
    AlertmanagerController consoleAlertmanager(ConsoleSettings settings, CommandService commands) {
        return new AlertmanagerController(settings.alertmanager().targetLabel(), commands);
    }

    @Bean
    FilterRegistrationBean<GuideBodyFilter> consoleGuideBody(ProblemWriter problems) {
        return FilterOrder.GUIDE_BODY.register(new GuideBodyFilter(problems));
    }

    @Bean
    FilterRegistrationBean<GuideCorsFilter> consoleGuideCors(ConsoleSettings settings) {
        return FilterOrder.CORS.register(new GuideCorsFilter(settings.cors().allowedOrigins()));
    }
}
