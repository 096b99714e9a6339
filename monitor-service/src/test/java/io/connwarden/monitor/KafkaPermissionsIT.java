package io.connwarden.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connwarden.configuration.TopicSettings;
import io.connwarden.contracts.assessment.Assessment;
import io.connwarden.contracts.message.Health;
import io.connwarden.embedded.kafka.KafkaServer;
import io.connwarden.embedded.kafka.KafkaServerOptions;
import io.connwarden.monitor.publishing.KafkaEventSender;
import io.connwarden.monitor.publishing.MonitorEventFactory;
import io.connwarden.runtime.KafkaTopicProvisioner;
import io.connwarden.runtime.TopicProvisioningResult;
import io.connwarden.runtime.TopicProvisioningResult.TopicState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The monitor on a broker with authentication and an authorizer, with the documented permissions. */
class KafkaPermissionsIT {
    private static final TopicSettings TOPICS = new TopicSettings("rights.", 2, 1);
    /** A new permission takes effect after a delay. */
    private static final ConditionFactory AWAIT = await().atMost(Duration.ofMinutes(2));

    private static KafkaServer kafka;
    private static Admin admin;

    @BeforeAll
    static void start() {
        kafka = KafkaServer.start(KafkaServerOptions.standard()
                .withSetting("listener.security.protocol.map", "CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT")
                .withSetting("sasl.enabled.mechanisms", "PLAIN")
                .withSetting("sasl.mechanism.inter.broker.protocol", "PLAIN")
                .withSetting(
                        "listener.name.clients.plain.sasl.jaas.config",
                        jaasConfig("admin") + " user_admin=\"admin-secret\" user_monitor=\"monitor-secret\""
                                + " user_stranger=\"stranger-secret\";")
                .withSetting("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .withSetting("super.users", "User:admin;User:ANONYMOUS"));
        admin = Admin.create(clientPropertiesOf("admin"));
    }

    @AfterAll
    static void stop() {
        admin.close();
        kafka.close();
    }

    @Test
    void without_create_permission_the_command_is_reported_and_sending_works_after_it_was_run() throws Exception {
        KafkaTopicProvisioner topic = provisioner("monitor", TOPICS);
        grant("monitor", TOPICS.names().health(), AclOperation.WRITE);
        AWAIT.untilAsserted(() -> assertThat(state(topic))
                .isInstanceOfSatisfying(
                        TopicState.Rejected.class,
                        rejected -> assertThat(rejected.reason())
                                .contains("kafka-topics.sh --bootstrap-server " + kafka.bootstrapServers()
                                        + " --create --topic rights.health --partitions 2 --replication-factor 1")));

        admin.createTopics(List.of(new NewTopic(TOPICS.names().health(), 2, (short) 1)))
                .all()
                .get();
        AWAIT.untilAsserted(() -> assertThat(state(topic))
                .isEqualTo(new TopicState.Exists(TOPICS.names().health(), 2)));
        AWAIT.untilAsserted(
                () -> assertThat(sendAs("monitor", TOPICS.names().health())).isEmpty());
    }

    @Test
    void with_create_permission_the_topic_is_created() throws Exception {
        TopicSettings own = new TopicSettings("own.", 3, 1);
        grant("monitor", own.names().health(), AclOperation.CREATE);
        grant("monitor", own.names().health(), AclOperation.WRITE);
        // The first successful attempt creates the topic, the next one finds it.
        AWAIT.untilAsserted(() -> assertThat(state(provisioner("monitor", own)))
                .isEqualTo(new TopicState.Exists(own.names().health(), 3)));
    }

    @Test
    void a_role_without_any_permission_is_rejected() throws Exception {
        AWAIT.untilAsserted(
                () -> assertThat(state(provisioner("stranger", TOPICS))).isInstanceOf(TopicState.Rejected.class));
    }

    private static KafkaTopicProvisioner provisioner(String user, TopicSettings settings) {
        return new KafkaTopicProvisioner(
                clientPropertiesOf(user), settings, List.of(settings.names().health()));
    }

    private static TopicState state(KafkaTopicProvisioner provisioner) throws InterruptedException {
        assertThat(provisioner.ensureTopics()).isInstanceOf(TopicProvisioningResult.Complete.class);
        return ((TopicProvisioningResult.Complete) provisioner.ensureTopics())
                .topics()
                .get(0);
    }

    /** Returns the failures of one send; none when the event was acknowledged. */
    private static List<String> sendAs(String user, String topic) {
        List<Object> results = new CopyOnWriteArrayList<>();
        KafkaEventSender<Health> sender = new KafkaEventSender<>(clientPropertiesOf(user), topic);
        sender.send(
                new MonitorEventFactory("it")
                        .create(
                                Assessment.unreachable("orders-db", "for the test", "a remedy", Instant.now()),
                                Instant.now()),
                failure -> results.add(failure == null ? "acknowledged" : failure));
        AWAIT.until(() -> !results.isEmpty());
        sender.close();
        List<String> failures = new ArrayList<>();
        results.stream().filter(result -> result instanceof Throwable).forEach(failure -> failures.add("" + failure));
        return failures;
    }

    private static void grant(String user, String topic, AclOperation operation) throws Exception {
        admin.createAcls(List.of(new AclBinding(
                        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                        new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW))))
                .all()
                .get();
    }

    private static Map<String, Object> clientPropertiesOf(String user) {
        return Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                jaasConfig(user) + ";");
    }

    private static String jaasConfig(String user) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user + "\" password=\""
                + user + "-secret\"";
    }
}
